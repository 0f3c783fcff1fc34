import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunnerControl, type RunnerControl } from '../src/runners/create-runner-control';
import { knownCommit } from '../src/runs/known-commit';
import type { Lease } from '../src/runs/lease-repository';
import { type HeldWorld, openHeldWorld } from './held-world';
import { editDraft, exampleFiles } from './support';

let world: HeldWorld;
let runner: RunnerControl;
let id: string;
let pipelineId: string;
let environmentId: string;
let projectId: string;
let lease: Lease;
beforeEach(async () => {
  world = await openHeldWorld();
  ({ runner, id, lease } = world);
  projectId = world.example.project.id;
  environmentId = world.example.environmentId;
  pipelineId = (await world.control.pipelines.byKey(world.you, projectId, 'orders')).id ?? '';
});
afterEach(() => world.drop());

const plan = (versionNumber = 1) =>
  world.control.deployments.plan(world.you, { pipelineId, environmentId, versionNumber });
const deploy = async (
  start?: { kind: 'earliest' | 'latest' | 'stored' | 'time'; at?: string },
  versionNumber = 1,
) =>
  await world.control.deployments.deploy(world.you, {
    pipelineId,
    environmentId,
    versionNumber,
    token: (await plan(versionNumber)).token,
    ...(start ? { start } : {}),
  });
const startPosition = async () =>
  (await world.database.db.deployment.findUniqueOrThrow({ where: { id } })).startPosition;

const table = (name: string, uuid = randomUUID()) => ({ name, uuid });
type TestTable = ReturnType<typeof table>;

/** A table of the catalog as its row says. */
async function makeTable({ name, uuid }: TestTable) {
  const { db } = world.database;
  await db.catalogNamespace.upsert({
    where: { name: 'penstock' },
    create: { name: 'penstock', createdBy: 'test' },
    update: {},
  });
  const location = `file:///w/${name}`;
  await db.catalogTable.create({
    data: {
      uuid,
      namespace: 'penstock',
      name,
      location,
      metadataLocation: `${location}/m.json`,
      createdBy: 'test',
    },
  });
}

/** What the catalog logs for one commit, on one table or on two. */
async function logCommit(seq: number, ...tables: TestTable[]) {
  const commitId = randomUUID();
  for (const { uuid } of tables) {
    await world.database.db.catalogCommit.create({
      data: {
        tableUuid: uuid,
        deploymentId: id,
        epoch: 1n,
        seq: BigInt(seq),
        commitId,
        lineage: 0n,
        principal: 'p',
        metadataLocation: 'm',
      },
    });
  }
}

async function block(code: string) {
  const { desired } = await world.control.deployments.get(id);
  const problem = {
    code,
    message: 'It cannot go on.',
    since: new Date().toISOString(),
    generation: desired.generation,
  };
  const observed = { state: 'blocked' as const, generation: desired.generation, problem };
  await runner.runs.observe(lease, observed, null);
}

describe('the plan of a deployment that is held', () => {
  it.each([
    'topic_recreated',
    'set_back_outside',
    'unknown_position',
    'table_set_back',
    'offset_out_of_range',
    'table_replaced',
    'position_missing',
    'position_of_other_deployment',
    'position_adopted',
    'choice_gone',
    'group_has_members',
    'no_group_position',
    'corrupt_batch',
  ])('%s says what happened and offers a way on, even while nobody can count messages', async (code) => {
    const orders = table('orders');
    await makeTable(orders);
    await logCommit(5, orders);
    await block(`blocked:${code}`);
    const held = await plan();
    expect(held.startNeeded).toMatchObject({
      code,
      title: expect.stringMatching(/\w/),
      message: expect.stringMatching(/\w/),
    });
    expect(held.blockers).toEqual([]);
    expect(held.startChoices.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['earliest', 'latest', 'group', 'time']),
    );
    expect(held.startDefault).not.toBeNull();
    await expect(deploy()).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining(held.startNeeded?.title ?? '-'),
    });
    const view = await deploy({ kind: 'earliest' });
    expect(view.desired.generation).toBe(2);
    expect((await plan()).startNeeded).toBeNull();
  });

  it('offers no start for what another start cannot mend', async () => {
    const orders = table('orders');
    await makeTable(orders);
    await logCommit(5, orders);
    await block('blocked:column_type');
    expect(await plan()).toMatchObject({ startNeeded: null, startChoices: [] });
  });

  it('keeps each choice as one of its own, which holds against the commits so far and no later ones', async () => {
    const orders = table('orders');
    await makeTable(orders);
    await logCommit(5, orders);
    const newest = (await world.database.db.catalogCommit.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
    await block('blocked:topic_recreated');
    await deploy({ kind: 'time', at: '2026-11-20T10:00:00Z' });
    const first = await startPosition();
    expect(first).toMatchObject({
      kind: 'time',
      at: '2026-11-20T10:00:00.000Z',
      afterCommit: newest.toString(),
    });
    await block('blocked:choice_gone');
    await deploy({ kind: 'stored' });
    const second = await startPosition();
    expect(second).toMatchObject({ kind: 'stored', choiceId: expect.any(String) });
    expect((second as { choiceId: string }).choiceId).not.toBe((first as { choiceId: string }).choiceId);
    const where = { namespace: ['penstock'], name: 'orders' };
    expect(await knownCommit(world.database.db, id, where, newest.toString())).toMatchObject({
      seq: '5',
      beforeChoice: true,
    });
    await logCommit(6, orders);
    expect(await knownCommit(world.database.db, id, where, newest.toString())).toMatchObject({
      seq: '6',
      beforeChoice: false,
    });
  });

  it('makes a run of another choice another run, so that a running one begins anew', async () => {
    const task = await runner.tasks.read(id);
    if (!task) throw new Error('no task');
    const named = { ...task, start: { kind: 'earliest', choiceId: 'c-1' } };
    const local = createRunnerControl({
      databaseUrl: world.url,
      secretKey: 'k',
      localConnection: { kind: 'files', dir: '/nowhere' },
    });
    expect((await local.tasks.prepare(named)).startChoice).toBe('c-1');
    await local.close();
  });
});

describe('another table', () => {
  const renamed = (exampleFiles['config/topics.yaml'] ?? '').replace(
    'table_name: orders',
    'table_name: orders_new',
  );

  async function publishRenamed() {
    const baseRevisionId = await editDraft(world, world.you, projectId, { 'config/topics.yaml': renamed });
    await world.control.publishing.publish(world.you, projectId, {
      baseRevisionId,
      message: 'Another table',
    });
  }

  it('is no blocker: the plan says that the position moves along, and back', async () => {
    const [orders, renewed] = [table('orders'), table('orders_new')];
    await makeTable(orders);
    await logCommit(5, orders);
    await publishRenamed();
    expect(await plan(2)).toMatchObject({
      blockers: [],
      startNeeded: null,
      moves: { from: expect.stringMatching(/\.orders$/), to: expect.stringMatching(/\.orders_new$/) },
    });
    await deploy(undefined, 2);
    await makeTable(renewed);
    await logCommit(6, orders, renewed);
    expect((await plan(2)).moves).toBeNull();
    await logCommit(7, renewed);
    expect(await plan(1)).toMatchObject({
      blockers: [],
      moves: { from: expect.stringMatching(/\.orders_new$/) },
    });
  });

  it('gets the newest commit on whatever table it was; a move counts for both of its tables', async () => {
    const [orders, renewed] = [table('orders'), table('orders_new')];
    await makeTable(orders);
    await makeTable(renewed);
    const known = async (name: string) =>
      await knownCommit(world.database.db, id, { namespace: ['penstock'], name }, null);
    expect(await known('orders')).toBeNull();
    await logCommit(5, orders);
    expect(await known('orders_new')).toMatchObject({ tableUuid: orders.uuid, table: { name: 'orders' } });
    await logCommit(6, orders, renewed);
    expect(await known('orders')).toMatchObject({ tableUuid: orders.uuid, seq: '6' });
    expect(await known('orders_new')).toMatchObject({ tableUuid: renewed.uuid, seq: '6' });
    await logCommit(7, renewed);
    expect(await known('orders')).toMatchObject({
      tableUuid: renewed.uuid,
      seq: '7',
      table: { name: 'orders_new' },
    });
    await world.database.db.catalogTable.delete({ where: { uuid: renewed.uuid } });
    expect(await known('orders')).toMatchObject({ tableUuid: renewed.uuid, table: null });
  });

  it('that was dropped asks for a start before anything fails, and its totals begin at zero', async () => {
    await logCommit(5, table('orders'));
    expect((await plan()).startNeeded?.code).toBe('table_replaced');
    await world.database.db
      .$executeRaw`update deployments set latest = '{"seq":"5"}'::jsonb where id = ${id}::uuid`;
    await deploy({ kind: 'earliest' });
    expect((await world.database.db.deployment.findUniqueOrThrow({ where: { id } })).latest).toBeNull();
  });
});
