import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorRef } from '../src/contracts/services';
import type { ProjectView } from '../src/contracts/views';
import { addActor, editDraft, exampleFiles, importFresh, openWorld, type World } from './support';

const topics = 'config/topics.yaml';
const sql = 'transformations/orders_transformer.sql';
const few = 'samples/orders/few.jsonl';
const line = (value: string) => `{"key":null,"value":"${value}"}\n`;
const withTables = (orders: string, clicks: string) =>
  (exampleFiles[topics] ?? '')
    .replace('table_name: orders', `table_name: ${orders}`)
    .replace('table_name: clicks', `table_name: ${clicks}`);

let world: World;
let ann: ActorRef;
let project: ProjectView;
beforeAll(async () => {
  world = await openWorld();
  ann = await addActor(world, '33333333-3333-4333-8333-333333333333', 'Ann');
});
afterAll(() => world.drop());

const save = (actor: ActorRef, files: Record<string, string | null>) =>
  editDraft(world, actor, project.id, files);

/** Both begin on revision 1; Ann publishes first. */
beforeEach(async () => {
  project = await importFresh(world);
  await save(world.you, {
    [topics]: withTables('my_orders', 'clicks'),
    [sql]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 1\n',
    [few]: line('mine'),
  });
  await save(ann, {
    [topics]: withTables('her_orders', 'her_clicks'),
    [sql]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 2\n',
    [few]: line('hers'),
  });
  const { baseRevisionId } = await world.control.drafts.get(ann, project.id);
  await world.control.publishing.publish(ann, project.id, { baseRevisionId, message: 'Ann' });
});

const places = [
  { path: topics, pipeline: 'orders' },
  { path: sql, pipeline: null },
  { path: few, pipeline: null },
];
const rebase = (takes: ('mine' | 'theirs')[]) =>
  world.control.drafts.rebase(
    world.you,
    project.id,
    places.flatMap((place, i) => (takes[i] ? [{ ...place, take: takes[i] }] : [])),
  );
const mine = async () => await world.control.drafts.get(world.you, project.id);

describe('a draft and somebody else’s publish that changed the same', () => {
  it('lists each place with both texts, and moves nothing while one is not settled', async () => {
    const { conflicts } = await rebase([]);
    expect(conflicts.map(({ path, pipeline }) => ({ path, pipeline }))).toEqual(places);
    expect(conflicts[0]).toMatchObject({
      mine: expect.stringContaining('my_orders'),
      theirs: expect.stringContaining('her_orders'),
    });
    expect(conflicts[1]).toMatchObject({
      mine: expect.stringContaining('> 1'),
      theirs: expect.stringContaining('> 2'),
    });
    expect((await rebase(['mine', 'theirs'])).conflicts.map(({ path }) => path)).toEqual([few]);
    expect(await mine()).toMatchObject({ headMoved: true, files: { [few]: line('mine') } });
  });

  it('takes the side that was chosen at each place, and everything else of both', async () => {
    expect(await rebase(['mine', 'theirs', 'mine'])).toEqual({ conflicts: [] });
    const draft = await mine();
    expect(draft.headMoved).toBe(false);
    expect(draft.files[topics]).toBe(withTables('my_orders', 'her_clicks'));
    expect(draft.files[sql]).toContain('> 2');
    expect(draft.changedPaths).toEqual([topics, few]);
  });

  it('ends the draft when theirs counts everywhere', async () => {
    expect(await rebase(['theirs', 'theirs', 'theirs'])).toEqual({ conflicts: [] });
    expect(await mine()).toMatchObject({ headMoved: false, changedPaths: [], updatedAt: null });
  });
});
