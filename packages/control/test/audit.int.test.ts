import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorRef } from '../src/contracts/services';
import {
  addActor,
  deployExample,
  editDraft,
  exampleFiles,
  importExample,
  openWorld,
  type World,
} from './support';

const sql = 'transformations/orders_transformer.sql';
const edited = { [sql]: 'SELECT order_id, amount FROM {source_table} WHERE amount > 10\n' };

/** Functions that change nothing. Whoever adds a function to the services puts it here, or into `mutations` below. */
const reads = [
  'connections.list',
  'deployments.connection',
  'deployments.events',
  'deployments.forPipeline',
  'deployments.get',
  'deployments.metrics',
  'deployments.plan',
  'deployments.setAside',
  'deployments.sink',
  'drafts.get',
  'live.subscribe',
  'pipelines.byKey',
  'pipelines.list',
  'pipelines.versionText',
  'pipelines.versions',
  'projects.exportFolder',
  'projects.get',
  'projects.list',
  'publishing.plan',
  'runners.list',
  'samples.list',
  'samples.read',
];

let world: World;
let ann: ActorRef;
let at: { projectId: string; environmentId: string; deploymentId: string; pipelineId: string };
beforeAll(async () => {
  world = await openWorld();
  ann = await addActor(world, '22222222-2222-4222-8222-222222222222', 'Ann');
});
afterAll(() => world.drop());

/** What leads up to the change (not counted) and the change itself with its entry's action. */
type Trial = { action: string; before?: () => Promise<unknown>; change: () => Promise<unknown> };
const mutations: Record<string, Trial> = {
  'projects.importFolder': {
    action: 'project.import',
    change: () => importExample(world, exampleFiles, `import-${randomUUID()}`),
  },
  'drafts.save': { action: 'draft.begin', change: () => saveAs(world.you, edited) },
  'drafts.discard': {
    action: 'draft.discard',
    before: () => saveAs(world.you, edited),
    change: () => world.control.drafts.discard(world.you, at.projectId, {}),
  },
  'drafts.rebase': {
    action: 'draft.rebase',
    before: async () => {
      await saveAs(world.you, edited);
      await saveAs(ann, { 'notes.md': 'x' });
      await publishAs(ann);
    },
    change: () => world.control.drafts.rebase(world.you, at.projectId),
  },
  'publishing.publish': {
    action: 'publish.run',
    before: () => saveAs(world.you, edited),
    change: () => publishAs(world.you),
  },
  'pipelines.restoreIntoDraft': {
    action: 'pipeline.restore',
    before: async () => {
      await saveAs(world.you, edited);
      await publishAs(world.you);
    },
    change: () => world.control.pipelines.restoreIntoDraft(world.you, at.pipelineId, 1),
  },
  'deployments.deploy': {
    action: 'deployment.deploy',
    before: async () => {
      await saveAs(world.you, edited);
      await publishAs(world.you);
    },
    change: async () => {
      const target = { pipelineId: at.pipelineId, environmentId: at.environmentId, versionNumber: 2 };
      const { token } = await world.control.deployments.plan(world.you, target);
      await world.control.deployments.deploy(world.you, { ...target, token });
    },
  },
  'deployments.stop': {
    action: 'deployment.stop',
    change: () => world.control.deployments.stop(world.you, at.deploymentId),
  },
  'deployments.start': {
    action: 'deployment.start',
    before: () => world.control.deployments.stop(world.you, at.deploymentId),
    change: () => world.control.deployments.start(world.you, at.deploymentId),
  },
  'deployments.retry': {
    action: 'deployment.retry',
    before: () =>
      world.database.db.deployment.update({
        where: { id: at.deploymentId },
        data: { observedState: 'blocked' },
      }),
    change: () => world.control.deployments.retry(world.you, at.deploymentId),
  },
  'deployments.deletePipeline': {
    action: 'pipeline.delete',
    change: () => world.control.deployments.deletePipeline(world.you, at.pipelineId),
  },
  'replays.request': { action: 'deployment.replay', change: async () => askReplay(await setAside()) },
  'replays.cancel': {
    action: 'deployment.replay-cancel',
    change: async () => {
      const recordId = await setAside();
      await askReplay(recordId);
      await world.control.replays.cancel(world.you, { deploymentId: at.deploymentId, recordIds: [recordId] });
    },
  },
  'connections.create': { action: 'connection.create', change: () => makeConnection() },
  'connections.update': {
    action: 'connection.update',
    before: () => makeConnection(),
    change: () =>
      world.control.connections.update(world.you, at.projectId, at.environmentId, {
        name: 'own',
        brokers: ['b:1'],
      }),
  },
  'connections.remove': {
    action: 'connection.remove',
    before: async () => {
      await makeConnection();
      await makeConnection('another');
    },
    change: () => world.control.connections.remove(world.you, at.projectId, at.environmentId, 'own'),
  },
  'samples.save': { action: 'sample.save', change: () => makeSample() },
  'samples.remove': {
    action: 'sample.remove',
    change: async () => world.control.samples.remove(world.you, at.projectId, (await makeSample()).id),
  },
};

describe('what people change', () => {
  beforeEach(async () => {
    await world.database.db.$executeRaw`truncate projects cascade`;
    const { project, environmentId, deployments: ids } = await deployExample(world);
    const pipelineId = (await world.control.pipelines.byKey(world.you, project.id, 'orders')).id ?? '';
    at = { projectId: project.id, environmentId, deploymentId: ids.orders ?? '', pipelineId };
  });

  it('is every function of the services that is not known to read only', () => {
    const services = Object.entries(world.control).filter(([name]) => name !== 'server');
    const names = services.flatMap(([service, functions]) =>
      typeof functions === 'object' && functions !== null
        ? Object.keys(functions).map((name) => `${service}.${name}`)
        : [],
    );
    expect(names.length).toBeGreaterThan(30);
    expect(names.sort()).toEqual([...reads, ...Object.keys(mutations)].sort());
  });

  it.each(Object.entries(mutations))('%s is written down with who did it', async (_name, trial) => {
    await trial.before?.();
    const newest = await world.database.db.auditEntry.findFirst({ orderBy: { id: 'desc' } });
    await trial.change();
    const written = await world.database.db.auditEntry.findMany({ where: { id: { gt: newest?.id ?? 0n } } });
    expect(written).toContainEqual(expect.objectContaining({ action: trial.action, actorId: world.you.id }));
  });

  it('a draft is written down when it begins, not with each save', async () => {
    const begun = () =>
      world.database.db.auditEntry.count({ where: { projectId: at.projectId, action: 'draft.begin' } });
    await saveAs(world.you, edited);
    await saveAs(world.you, { [sql]: 'SELECT 2' });
    expect(await begun()).toBe(1);
    await saveAs(world.you, { [sql]: exampleFiles[sql] ?? '' });
    await saveAs(world.you, edited);
    expect(await begun()).toBe(2);
  });
});

const saveAs = (actor: ActorRef, files: Record<string, string>) =>
  editDraft(world, actor, at.projectId, files);

async function publishAs(actor: ActorRef): Promise<void> {
  const { baseRevisionId } = await world.control.drafts.get(actor, at.projectId);
  await world.control.publishing.publish(actor, at.projectId, { baseRevisionId, message: 'm' });
}

function makeConnection(name = 'own'): Promise<void> {
  const { projectId, environmentId } = at;
  return world.control.connections.create(world.you, projectId, environmentId, { name, brokers: ['a:1'] });
}

function makeSample(): Promise<{ id: string }> {
  const sample = { name: 's', jsonl: '{"key":null,"value":"{}"}\n', source: 'test' };
  return world.control.samples.save(world.you, at.projectId, at.pipelineId, sample);
}

/** A set-aside record whose commit landed; answers its id. */
async function setAside(): Promise<string> {
  const id = randomUUID();
  const { deploymentId, projectId } = at;
  const place = { kafkaTopic: 'orders', topicId: 't', partition: 0, offset: 1n, epoch: 1n, seq: 1n };
  await world.database.db.setAsideRecord.create({
    data: { id, deploymentId, projectId, ...place, kind: 'unreadable', reason: 'r', valueSize: 0 },
  });
  const commit = { tableUuid: randomUUID(), epoch: 1n, seq: 1n, lineage: 0n, principal: 'p' };
  await world.database.db.catalogCommit.create({ data: { ...commit, deploymentId, metadataLocation: 'm' } });
  return id;
}

function askReplay(recordId: string): Promise<unknown> {
  return world.control.replays.request(world.you, { deploymentId: at.deploymentId, records: [{ recordId }] });
}
