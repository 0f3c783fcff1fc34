import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployExample, editDraft, exampleFiles, openWorld, type World } from './support';

const topics = 'config/topics.yaml';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.drop());

it('a deployment shows the table of its own version, not of what was published since', async () => {
  const { project, deployments } = await deployExample(world);
  const sink = async () => (await world.control.deployments.sink(deployments.orders ?? '')).table;
  expect(await sink()).toBe('orders');
  const text = (exampleFiles[topics] ?? '').replace('table_name: orders', 'table_name: orders_elsewhere');
  const baseRevisionId = await editDraft(world, world.you, project.id, { [topics]: text });
  await world.control.publishing.publish(world.you, project.id, { baseRevisionId, message: 'Elsewhere' });
  expect(await sink()).toBe('orders');
  await expect(world.control.deployments.sink(project.id)).rejects.toMatchObject({ code: 'not_found' });
});
