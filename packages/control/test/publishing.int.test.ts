import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorRef } from '../src/contracts/services';
import type { ProjectView } from '../src/contracts/views';
import {
  addActor,
  editDraft,
  exampleFiles,
  importExample,
  importFresh,
  openWorld,
  type World,
} from './support';

const sql = (name: string) => `transformations/${name}_transformer.sql`;
const topics = 'config/topics.yaml';

let world: World;
let ann: ActorRef;
let project: ProjectView;
beforeAll(async () => {
  world = await openWorld();
  ann = await addActor(world, '11111111-1111-4111-8111-111111111111', 'Ann');
});
afterAll(() => world.drop());
beforeEach(async () => {
  project = await importFresh(world);
});

const edit = (actor: ActorRef, files: Record<string, string | null>) =>
  editDraft(world, actor, project.id, files);

async function exported(path: string): Promise<string> {
  return Buffer.from((await world.control.projects.exportFolder(project.id))[path] ?? []).toString();
}

const editedTopics = (from: string, to: string) => (exampleFiles[topics] ?? '').replace(from, to);

describe('a draft', () => {
  it('survives as it was typed, tells what it changes, and ends when nothing differs', async () => {
    await edit(world.you, { [sql('orders')]: 'SELECT nonsense' });
    const draft = await world.control.drafts.get(world.you, project.id);
    expect(draft.files[sql('orders')]).toBe('SELECT nonsense');
    expect(draft.changedPaths).toEqual([sql('orders')]);
    expect(draft.changedPipelines).toEqual(['orders']);
    expect(draft.diagnostics.some((one) => one.severity === 'error' && one.pipeline === 'orders')).toBe(true);
    await edit(world.you, { [sql('orders')]: exampleFiles[sql('orders')] ?? '' });
    expect(await world.control.drafts.get(world.you, project.id)).toMatchObject({
      changedPaths: [],
      updatedAt: null,
    });
  });

  it('is not overwritten by a tab that still shows an older base', async () => {
    const base = await edit(world.you, { [sql('orders')]: 'SELECT order_id, amount FROM {source_table}\n' });
    await edit(ann, { [sql('clicks')]: 'SELECT UPPER(page) FROM {source_table}\n' });
    await world.control.publishing.publish(ann, project.id, { baseRevisionId: base, message: 'Ann' });
    expect(await world.control.drafts.rebase(world.you, project.id)).toEqual({ conflicts: [] });
    await expect(
      world.control.drafts.save(world.you, project.id, {
        baseRevisionId: base,
        files: { 'notes.md': 'x' },
        known: {},
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await world.control.drafts.get(world.you, project.id)).files[sql('clicks')]).toContain('UPPER');
  });

  it('lets go of one pipeline’s changes and keeps the others', async () => {
    await edit(world.you, {
      [sql('orders')]: 'SELECT order_id, amount FROM {source_table}\n',
      [sql('clicks')]: 'SELECT UPPER(page) FROM {source_table}\n',
    });
    await world.control.drafts.discard(world.you, project.id, { pipelineKey: 'orders' });
    const draft = await world.control.drafts.get(world.you, project.id);
    expect(draft.changedPipelines).toEqual(['clicks']);
    expect(draft.files[sql('orders')]).toBe(exampleFiles[sql('orders')]);
  });
});

describe('publishing', () => {
  it('merges two publishers on one base when they changed different pipelines', async () => {
    const base = await edit(world.you, {
      [sql('orders')]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 10\n',
    });
    await edit(ann, { [topics]: editedTopics('table_name: clicks', 'table_name: page_clicks') });
    const first = await world.control.publishing.publish(world.you, project.id, {
      baseRevisionId: base,
      message: 'Larger orders',
    });
    const second = await world.control.publishing.publish(ann, project.id, {
      baseRevisionId: base,
      message: 'Another table',
    });
    expect([first.revisionNumber, second.revisionNumber]).toEqual([2, 3]);
    expect(await exported(sql('orders'))).toContain('amount > 10');
    expect(await exported(topics)).toBe(editedTopics('table_name: clicks', 'table_name: page_clicks'));
    expect(second.versions.find((one) => one.key === 'orders')?.number).toBe(2);
    expect(second.versions.find((one) => one.key === 'clicks')?.number).toBe(2);
  });

  it('lists the conflict and writes nothing when both changed the same', async () => {
    const base = await edit(world.you, {
      [sql('orders')]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 10\n',
    });
    await edit(ann, { [sql('orders')]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 20\n' });
    await world.control.publishing.publish(world.you, project.id, { baseRevisionId: base, message: 'Ten' });
    await expect(
      world.control.publishing.publish(ann, project.id, { baseRevisionId: base, message: 'Twenty' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      details: { conflicts: [{ path: sql('orders') }] },
    });
    expect((await world.control.projects.get(project.id)).headRevision.number).toBe(2);
    expect((await world.control.drafts.get(ann, project.id)).files[sql('orders')]).toContain('20');
  });

  it('lets exactly one of two simultaneous publishers of the same change win or both merge, never losing a revision', async () => {
    const base = await edit(world.you, {
      [sql('orders')]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 1\n',
    });
    await edit(ann, { [sql('clicks')]: 'SELECT LOWER(page) FROM {source_table}\n' });
    const results = await Promise.all([
      world.control.publishing.publish(world.you, project.id, { baseRevisionId: base, message: 'a' }),
      world.control.publishing.publish(ann, project.id, { baseRevisionId: base, message: 'b' }),
    ]);
    expect(results.map((result) => result.revisionNumber).sort()).toEqual([2, 3]);
    expect(await exported(sql('orders'))).toContain('amount > 1');
    expect(await exported(sql('clicks'))).toContain('LOWER');
  });

  it('publishes one pipeline of a draft alone although another one has an error', async () => {
    const base = await edit(world.you, {
      [sql('orders')]: 'SELECT broken',
      [sql('clicks')]: 'SELECT UPPER(page) FROM {source_table}\n',
    });
    await expect(
      world.control.publishing.publish(world.you, project.id, { baseRevisionId: base, message: 'all' }),
    ).rejects.toMatchObject({ code: 'invalid_version' });
    const plan = await world.control.publishing.plan(world.you, project.id, { pipelineKeys: ['clicks'] });
    expect(plan.pipelines.map((one) => [one.key, one.change, one.fromVersion, one.toVersion])).toEqual([
      ['clicks', 'changed', 1, 2],
    ]);
    await world.control.publishing.publish(world.you, project.id, {
      baseRevisionId: base,
      message: 'clicks',
      pipelineKeys: ['clicks'],
    });
    expect(await exported(sql('orders'))).toBe(exampleFiles[sql('orders')]);
    const draft = await world.control.drafts.get(world.you, project.id);
    expect(draft).toMatchObject({ headMoved: false, changedPipelines: ['orders'] });
    expect(draft.files[sql('orders')]).toBe('SELECT broken');
  });

  it('calls equal content the same version again', async () => {
    await edit(world.you, {
      [sql('orders')]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 10\n',
    });
    let head = (await world.control.drafts.get(world.you, project.id)).baseRevisionId;
    await world.control.publishing.publish(world.you, project.id, { baseRevisionId: head, message: 'v2' });
    head = await edit(world.you, { [sql('orders')]: exampleFiles[sql('orders')] ?? '' });
    const back = await world.control.publishing.publish(world.you, project.id, {
      baseRevisionId: head,
      message: 'back',
    });
    expect(back.versions.find((one) => one.key === 'orders')?.number).toBe(1);
    const row = await pipelineId('orders');
    expect((await world.control.pipelines.versions(row)).map((version) => version.number)).toEqual([2, 1]);
  });

  it('keeps a pipeline’s identity when it is renamed, and its history', async () => {
    const before = await pipelineId('clicks');
    const renamed = editedTopics(
      '  clicks: # second one\n',
      '  page-clicks: # second one\n    topic: clicks\n',
    );
    const base = await edit(world.you, { [topics]: renamed });
    const plan = await world.control.publishing.plan(world.you, project.id, {});
    expect(plan.pipelines).toMatchObject([{ key: 'page-clicks', change: 'renamed' }]);
    const published = await world.control.publishing.publish(world.you, project.id, {
      baseRevisionId: base,
      message: 'Rename',
    });
    expect(published.versions.find((one) => one.key === 'page-clicks')).toMatchObject({
      pipelineId: before,
      number: 1,
    });
  });

  it('keeps identity by the user’s word when the definition changed together with the key', async () => {
    const before = await pipelineId('clicks');
    const renamed = editedTopics('  clicks: # second one\n', '  page-views:\n');
    const base = await edit(world.you, { [topics]: renamed });
    const published = await world.control.publishing.publish(world.you, project.id, {
      baseRevisionId: base,
      message: 'Rename',
      renames: { 'page-views': 'clicks' },
    });
    expect(published.versions.find((one) => one.key === 'page-views')).toMatchObject({
      pipelineId: before,
      number: 2,
    });
  });

  it('refuses to publish nothing, and a draft that moved on in another tab', async () => {
    const head = project.headRevision.id;
    await expect(
      world.control.publishing.publish(world.you, project.id, { baseRevisionId: head, message: 'x' }),
    ).rejects.toMatchObject({ code: 'bad_input' });
    await edit(world.you, { 'notes.md': 'hello' });
    await expect(
      world.control.publishing.publish(world.you, project.id, { baseRevisionId: project.id, message: 'x' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await world.control.publishing.publish(world.you, project.id, { baseRevisionId: head, message: 'notes' });
    expect(await exported('notes.md')).toBe('hello');
    expect(await exported('samples/orders/few.jsonl')).toBe(exampleFiles['samples/orders/few.jsonl']);
  });
});

async function pipelineId(key: string): Promise<string> {
  return (await world.control.pipelines.byKey(world.you, project.id, key)).id ?? '';
}

describe('restoring into the draft', () => {
  it('puts the old definition into the draft and publishes nothing', async () => {
    const base = await edit(world.you, {
      [sql('orders')]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 10\n',
    });
    await world.control.publishing.publish(world.you, project.id, { baseRevisionId: base, message: 'v2' });
    await world.control.pipelines.restoreIntoDraft(world.you, await pipelineId('orders'), 1);
    const draft = await world.control.drafts.get(world.you, project.id);
    expect(draft.files[sql('orders')]).toBe(exampleFiles[sql('orders')]);
    expect(draft.changedPipelines).toEqual(['orders']);
    expect((await world.control.projects.get(project.id)).headRevision.number).toBe(2);
    expect(await world.control.pipelines.versionText(await pipelineId('orders'), 2)).toMatchObject({
      number: 2,
      sql: expect.stringContaining('amount > 10'),
    });
  });
});

describe('the example project', () => {
  it('is imported with every pipeline', async () => {
    const shop = await importExample(world);
    expect(
      (await world.control.drafts.get(world.you, shop.id)).diagnostics.filter(
        (one) => one.severity === 'error',
      ),
    ).toEqual([]);
  });
});
