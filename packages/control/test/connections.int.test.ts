import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateLocalConnections } from '../src/connections/local-connections';
import { openConnection } from '../src/connections/open-connection';
import type { ProjectView } from '../src/contracts/views';
import { createSecretBox } from '../src/secrets/secret-box';
import { exampleFiles, importExample, openWorld, type World } from './support';

const topics = (exampleFiles['config/topics.yaml'] ?? '').replace(
  '  clicks: # second one\n',
  '  clicks: # second one\n    connection: staging\n',
);

let world: World;
let project: ProjectView;
let environmentId: string;
beforeAll(async () => {
  world = await openWorld();
  project = await importExample(world, { ...exampleFiles, 'config/topics.yaml': topics });
  environmentId = project.environments[0]?.id ?? '';
  await updateLocalConnections(world.database, { kind: 'kafka', brokers: ['127.0.0.1:9092'] });
});
afterAll(() => world.drop());

const list = () => world.control.connections.list(project.id, environmentId);
const connections = () => world.control.connections;
const open = (name: string) =>
  openConnection(
    world.database.db,
    { secrets: createSecretBox('x'), local: null },
    { id: environmentId, name: 'local' },
    name,
  );

describe('connections', () => {
  it('are made, changed and then opened by the name that pipelines use, and show who reads them', async () => {
    await expect(open('staging')).rejects.toMatchObject({ code: 'blocked' });
    const staging = { name: ' staging ', brokers: ['k1.example.com, k2.example.com:9093'] };
    await connections().create(world.you, project.id, environmentId, staging);
    expect(await list()).toMatchObject([
      { name: 'local kafka', brokers: ['127.0.0.1:9092'], managed: true, usedBy: ['orders'] },
      {
        name: 'staging',
        kind: 'kafka',
        brokers: ['k1.example.com:9092', 'k2.example.com:9093'],
        managed: false,
        usedBy: ['clicks'],
      },
    ]);
    await connections().update(world.you, project.id, environmentId, { name: 'staging', brokers: ['k3:1'] });
    expect(await open('staging')).toEqual({ kind: 'kafka', brokers: ['k3:1'] });
  });

  it('have one name each, and Penstock’s own cannot be changed or taken', async () => {
    const [you, at] = [world.you, [project.id, environmentId] as const];
    const taken = connections().create(you, ...at, { name: 'staging', brokers: ['a:1'] });
    await expect(taken).rejects.toMatchObject({ code: 'conflict' });
    for (const name of ['local kafka', 'default'])
      await expect(connections().create(you, ...at, { name, brokers: ['a:1'] })).rejects.toMatchObject({
        code: 'refused',
      });
    await expect(
      connections().update(you, ...at, { name: 'local kafka', brokers: ['a:1'] }),
    ).rejects.toMatchObject({ code: 'refused' });
    await expect(connections().remove(you, ...at, 'local kafka')).rejects.toMatchObject({ code: 'refused' });
    await expect(connections().remove(you, ...at, 'gone')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are not removed while a pipeline reads from them', async () => {
    const at = [project.id, environmentId] as const;
    await expect(connections().remove(world.you, ...at, 'staging')).rejects.toMatchObject({
      code: 'refused',
      details: { pipelines: ['clicks'] },
    });
    await connections().create(world.you, ...at, { name: 'spare', brokers: ['a:1'] });
    await connections().remove(world.you, ...at, 'spare');
    expect((await list()).map((one) => one.name)).toEqual(['local kafka', 'staging']);
  });

  it('are not those of another project', async () => {
    const other = await importExample(world, exampleFiles, 'other');
    await expect(connections().list(other.id, environmentId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(connections().remove(world.you, other.id, environmentId, 'staging')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('a project imported later has Penstock’s own Kafka at once', async () => {
    const later = await importExample(world, exampleFiles, 'later');
    const own = await connections().list(later.id, later.environments[0]?.id ?? '');
    expect(own).toMatchObject([{ name: 'local kafka', brokers: ['127.0.0.1:9092'] }]);
  });
});
