import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectView } from '../src/contracts/views';
import { editDraft, exampleFiles, importExample, openWorld, type World } from './support';

const ordersSql = 'transformations/orders_transformer.sql';

let world: World;
let project: ProjectView;
let environmentId: string;
let orders: string;
let clicks: string;
beforeAll(async () => {
  world = await openWorld();
  project = await importExample(world);
  environmentId = project.environments[0]?.id ?? '';
  orders = (await world.control.pipelines.byKey(world.you, project.id, 'orders')).id ?? '';
  clicks = (await world.control.pipelines.byKey(world.you, project.id, 'clicks')).id ?? '';
});
afterAll(() => world.drop());

async function plan(pipelineId: string, versionNumber: number) {
  return await world.control.deployments.plan(world.you, { pipelineId, environmentId, versionNumber });
}

async function deploy(pipelineId: string, versionNumber: number, token?: string) {
  return await world.control.deployments.deploy(world.you, {
    pipelineId,
    environmentId,
    versionNumber,
    token: token ?? (await plan(pipelineId, versionNumber)).token,
  });
}

async function publish(sql: string) {
  const baseRevisionId = await editDraft(world, world.you, project.id, { [ordersSql]: sql });
  return await world.control.publishing.publish(world.you, project.id, {
    baseRevisionId,
    message: 'Change orders',
  });
}

const outbox = () => world.database.db.outboxEntry.findMany({ orderBy: { id: 'asc' } });

describe('deploying', () => {
  it('shows a plan that touches nothing, then writes desired state, history and outbox together', async () => {
    const first = await plan(orders, 1);
    expect(first).toMatchObject({
      kind: 'first',
      fromVersion: null,
      toVersion: 1,
      blockers: [],
      readsOn: { kind: 'start' },
    });
    expect(await outbox()).toHaveLength(0);
    const view = await deploy(orders, 1, first.token);
    expect(view).toMatchObject({
      desired: { state: 'running', versionNumber: 1, generation: 1 },
      observed: { status: 'never', runner: null },
      live: null,
    });
    expect((await outbox()).map((row) => [row.kind, row.payload])).toEqual([
      ['deployment.changed', { deploymentId: view.id, generation: 1 }],
    ]);
    expect(await world.control.deployments.events(view.id, 10)).toMatchObject([
      { kind: 'deploy', message: expect.stringContaining('v1 deployed') },
    ]);
    expect(
      (await world.database.db.deployment.findUniqueOrThrow({ where: { id: view.id } })).startPosition,
    ).toMatchObject({ kind: 'earliest' });
  });

  it('carries out exactly the plan: after a publish its token is worth nothing and nothing is written', async () => {
    const before = await plan(orders, 1);
    await publish('SELECT order_id, amount FROM {source_table} WHERE amount > 10\n');
    const rows = (await outbox()).length;
    await expect(deploy(orders, 1, before.token)).rejects.toMatchObject({ code: 'conflict' });
    expect(await outbox()).toHaveLength(rows);
  });

  it('lets only one of two deploys with the same plan through', async () => {
    const { token } = await plan(orders, 2);
    const results = await Promise.allSettled([deploy(orders, 2, token), deploy(orders, 2, token)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find((result) => result.status === 'rejected');
    expect(rejected).toMatchObject({ reason: { code: 'conflict' } });
    expect(await world.control.deployments.forPipeline(orders, environmentId)).toMatchObject({
      desired: { versionNumber: 2, generation: 2 },
    });
  });

  it('rolls back by a new revision that holds the old definition, and the history says so', async () => {
    const back = await plan(orders, 1);
    expect(back).toMatchObject({
      kind: 'rollback',
      fromVersion: 2,
      toVersion: 1,
      sqlBefore: expect.stringContaining('> 10'),
      sqlAfter: exampleFiles[ordersSql],
    });
    const view = await deploy(orders, 1, back.token);
    expect(view.desired).toMatchObject({ versionNumber: 1, generation: 3 });
    const head = (await world.control.projects.get(project.id)).headRevision;
    expect(head.number).toBe(3);
    expect(
      Buffer.from((await world.control.projects.exportFolder(project.id))[ordersSql] ?? []).toString(),
    ).toBe(exampleFiles[ordersSql]);
    expect((await world.control.deployments.events(view.id, 1))[0]?.message).toBe(
      'Revision #3 rolled back to v1',
    );
    expect(
      (await world.control.pipelines.versions(orders)).map((version) => [version.number, version.deployedIn]),
    ).toEqual([
      [2, []],
      [1, ['local']],
    ]);
  });

  it('goes forward again to v2 in the same way', async () => {
    const view = await deploy(orders, 2);
    expect(view.desired.versionNumber).toBe(2);
    expect((await world.control.projects.get(project.id)).headRevision.number).toBe(4);
  });

  it('stops and starts once, however often it is asked', async () => {
    const { id, desired } = await deploy(orders, 2);
    await world.control.deployments.stop(world.you, id);
    const stopped = await world.control.deployments.stop(world.you, id);
    expect(stopped.desired).toMatchObject({ state: 'stopped', generation: desired.generation + 1 });
    await world.control.deployments.start(world.you, id);
    const started = await world.control.deployments.start(world.you, id);
    expect(started.desired).toMatchObject({ state: 'running', generation: desired.generation + 2 });
    expect((await world.control.deployments.retry(world.you, id)).desired.generation).toBe(
      desired.generation + 2,
    );
  });

  it('refuses a version that cannot run before anything is touched', async () => {
    await world.database.db.environment.update({ where: { id: environmentId }, data: { variables: {} } });
    const rows = (await outbox()).length;
    const strict = (await import('../src/create-control')).createControl({
      databaseUrl: world.url,
      engineRefusals: () => [{ message: 'The engine does not do this. Flink can.' }],
    });
    const refused = await strict.deployments.plan(world.you, {
      pipelineId: clicks,
      environmentId,
      versionNumber: 1,
    });
    expect(refused.blockers).toEqual(['The engine does not do this. Flink can.']);
    await expect(
      strict.deployments.deploy(world.you, {
        pipelineId: clicks,
        environmentId,
        versionNumber: 1,
        token: refused.token,
      }),
    ).rejects.toMatchObject({ code: 'invalid_version' });
    expect(await outbox()).toHaveLength(rows);
    expect(await strict.deployments.forPipeline(clicks, environmentId)).toBeNull();
    await strict.close();
  });

  it.each([
    [
      'a Parquet sink',
      { 'table_name: orders': 'type: parquet\n      table_name: orders' },
      /Iceberg tables only, not parquet/,
    ],
    [
      'a type that is not read from JSON',
      { 'type: DOUBLE': 'type: MAP<INT, STRING>' },
      /amount: .*cannot be read from JSON/,
    ],
    [
      'another engine',
      { 'format: json': 'format: json\n    engine: flink' },
      /embedded engine only so far, not flink/,
    ],
  ])('shows %s as a blocker of the plan', async (name, changes, reason) => {
    let topics = exampleFiles['config/topics.yaml'] ?? '';
    for (const [from, to] of Object.entries(changes)) topics = topics.replaceAll(from, to);
    const files: Record<string, string> = { ...exampleFiles, 'config/topics.yaml': topics };
    if (name.startsWith('a type')) files[ordersSql] = 'SELECT order_id, amount FROM {source_table}\n';
    const own = await importExample(world, files, `refused-${name.replace(/\W+/g, '-').toLowerCase()}`);
    const { id } = await world.control.pipelines.byKey(world.you, own.id, 'orders');
    const refused = await world.control.deployments.plan(world.you, {
      pipelineId: id ?? '',
      environmentId: own.environments[0]?.id ?? '',
      versionNumber: 1,
    });
    expect(refused.blockers).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
  });

  it('stops at the deploy of a version that is disabled, says so before, and keeps the start position', async () => {
    const disabled = (exampleFiles['config/topics.yaml'] ?? '').replace('enabled: true', 'enabled: false');
    const own = await importExample(world, exampleFiles, 'to-be-disabled');
    const place = own.environments[0]?.id ?? '';
    const pipelineId = (await world.control.pipelines.byKey(world.you, own.id, 'orders')).id ?? '';
    const target = (versionNumber: number) => ({ pipelineId, environmentId: place, versionNumber });
    const first = await world.control.deployments.plan(world.you, target(1));
    await world.control.deployments.deploy(world.you, { ...target(1), token: first.token });
    const baseRevisionId = await editDraft(world, world.you, own.id, { 'config/topics.yaml': disabled });
    await world.control.publishing.publish(world.you, own.id, { baseRevisionId, message: 'Disable orders' });
    const second = await world.control.deployments.plan(world.you, target(2));
    expect(second.blockers).toEqual([]);
    expect(second.warnings).toContainEqual(expect.stringContaining('deploying it stops orders'));
    const view = await world.control.deployments.deploy(world.you, { ...target(2), token: second.token });
    expect(view.desired).toMatchObject({ state: 'stopped', versionNumber: 2, generation: 2 });
    const row = await world.database.db.deployment.findUniqueOrThrow({ where: { id: view.id } });
    expect(row.startPosition).toMatchObject({ kind: 'earliest' });
    await expect(world.control.deployments.start(world.you, view.id)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('is disabled'),
    });
  });

  it('deletes a pipeline by stopping it and taking its entry out; history stays', async () => {
    const { id } = await deploy(clicks, 1);
    await world.control.deployments.deletePipeline(world.you, clicks);
    expect((await world.control.deployments.get(id)).desired.state).toBe('stopped');
    expect(
      (await world.control.pipelines.list(world.you, project.id, environmentId)).map((row) => row.key),
    ).toEqual(['orders']);
    expect(await world.control.pipelines.versions(clicks)).toHaveLength(1);
    await expect(world.control.deployments.start(world.you, id)).rejects.toMatchObject({ code: 'refused' });
  });
});
