import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProjectView } from '../src/contracts/views';
import { editDraft, exampleFiles, importFresh, openWorld, type World } from './support';

const ordersSql = 'transformations/orders_transformer.sql';
const few = 'samples/orders/few.jsonl';
const line = '{"key":null,"value":"{}"}\n';
const settings = 'name: shop\n';

let world: World;
let project: ProjectView;
let base: string;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  project = await importFresh(world);
  base = await edit({
    [ordersSql]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 10\n',
    [few]: line,
    'tests/orders.yaml': 'tests: []\n',
    'tests/clicks.yaml': 'tests: []\n',
    'samples/clicks/one.jsonl': line,
    'penstock.yaml': settings,
    'notes.md': 'why',
    'samples/nobody/left.jsonl': line,
  });
});

const edit = (files: Record<string, string | null>) => editDraft(world, world.you, project.id, files);
const publish = (choice: { pipelineKeys?: string[]; projectFiles?: boolean }) =>
  world.control.publishing.publish(world.you, project.id, { baseRevisionId: base, message: 'm', ...choice });
async function published(): Promise<Record<string, string>> {
  const files = await world.control.projects.exportFolder(project.id);
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
  );
}
const stays = async () => (await world.control.drafts.get(world.you, project.id)).changedPaths;

describe('publishing a part of a draft', () => {
  it('takes a pipeline’s samples and tests with it and leaves everything else in the draft', async () => {
    await publish({ pipelineKeys: ['orders'] });
    const files = await published();
    expect(files[ordersSql]).toContain('> 10');
    expect(files[few]).toBe(line);
    expect(files['tests/orders.yaml']).toBe('tests: []\n');
    expect(files['penstock.yaml']).toBeUndefined();
    expect(await stays()).toEqual([
      'notes.md',
      'penstock.yaml',
      'samples/clicks/one.jsonl',
      'samples/nobody/left.jsonl',
      'tests/clicks.yaml',
    ]);
  });

  it('takes penstock.yaml and the files of no pipeline when they are chosen, alone too', async () => {
    await publish({ pipelineKeys: [], projectFiles: true });
    expect(await published()).toMatchObject({ 'penstock.yaml': settings, 'notes.md': 'why' });
    expect(await stays()).toEqual([
      'samples/clicks/one.jsonl',
      few,
      'tests/clicks.yaml',
      'tests/orders.yaml',
      ordersSql,
    ]);
  });

  it('says beforehand whose each file is, and lists a pipeline of which only tests change', async () => {
    const plan = await world.control.publishing.plan(world.you, project.id, {});
    expect(
      plan.pipelines.map(({ key, change, fromVersion, toVersion }) => [key, change, fromVersion, toVersion]),
    ).toEqual([
      ['orders', 'changed', 1, 2],
      ['clicks', 'files', 1, 1],
    ]);
    expect(plan.files.map(({ path, part, pipeline }) => [path, part, pipeline])).toEqual([
      ['notes.md', 'project', null],
      ['penstock.yaml', 'project', null],
      ['samples/clicks/one.jsonl', 'pipeline', 'clicks'],
      ['samples/nobody/left.jsonl', 'project', null],
      [few, 'pipeline', 'orders'],
      ['tests/clicks.yaml', 'pipeline', 'clicks'],
      ['tests/orders.yaml', 'pipeline', 'orders'],
      [ordersSql, 'definition', null],
    ]);
  });

  it('keeps a deleted sample of another pipeline deleted in the draft, and deletes it with its own', async () => {
    await edit({ [few]: null });
    await publish({ pipelineKeys: ['clicks'] });
    expect(Object.keys(await published())).toContain(few);
    expect(await stays()).toContain(few);
    base = (await world.control.drafts.get(world.you, project.id)).baseRevisionId;
    await publish({ pipelineKeys: ['orders'] });
    expect(Object.keys(await published())).not.toContain(few);
    expect(await stays()).not.toContain(few);
  });

  it('everything at once leaves no draft', async () => {
    await publish({});
    expect(await stays()).toEqual([]);
  });

  it('letting go of one pipeline’s changes lets go of its samples and tests too', async () => {
    await world.control.drafts.discard(world.you, project.id, { pipelineKey: 'orders' });
    expect(await stays()).toEqual([
      'notes.md',
      'penstock.yaml',
      'samples/clicks/one.jsonl',
      'samples/nobody/left.jsonl',
      'tests/clicks.yaml',
    ]);
  });
});

describe('variables of the environment', () => {
  it('count in the draft’s problems and in a publish, as they do in the deploy', async () => {
    const topics = (exampleFiles['config/topics.yaml'] ?? '').replace(
      'kafka_group_id: orders-group',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of topics.yaml is written like this.
      'kafka_group_id: "${stage}-orders"',
    );
    await edit({ 'config/topics.yaml': topics });
    const before = await world.control.drafts.get(world.you, project.id);
    expect(before.diagnostics.some((one) => one.severity === 'error')).toBe(true);
    await world.database.db.environment.updateMany({
      where: { projectId: project.id },
      data: { variables: { stage: 'test' } },
    });
    expect((await world.control.projects.get(project.id)).environments).toMatchObject([
      { variables: { stage: 'test' } },
    ]);
    const after = await world.control.drafts.get(world.you, project.id);
    expect(after.diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect((await publish({ pipelineKeys: ['orders'] })).versions).toContainEqual(
      expect.objectContaining({ key: 'orders', number: 2 }),
    );
  });
});
