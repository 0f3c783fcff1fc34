import { waitFor } from '@penstock/local-stack/testing';
import { expect, test } from 'vitest';
import type { ChosenStart } from '../src/types';
import { useCatalog } from './support/catalog';
import { requireParts } from './support/context';
import { type Deployed, deployed } from './support/deployed';
import { orderFiles } from './support/order-files';
import { orders, pipeline, reference } from './support/orders';
import { startRun } from './support/run';

const catalog = useCatalog();

/** Two deployments that read one file of `count` orders into one table; the first has read it. */
async function pair(table: string, count: number) {
  const files = orderFiles(count);
  const connection = { kind: 'files', dir: files.dir } as const;
  const make = () => deployed(catalog, connection, pipeline({ topic: 'orders', table }));
  const [former, heir] = [await make(), await make()];
  await former.read(count);
  return { former, heir, send: (from: number, to: number) => files.append(0, orders(from, to)) };
}

const adopt = (other: Deployed, choiceId: string): ChosenStart => ({
  kind: 'adopt',
  deploymentId: other.id,
  choiceId,
});

test('a deployment that goes on from another one’s position writes every message once, and the other one is held', async (context) => {
  requireParts(context);
  const { former, heir, send } = await pair('adopted', 100);
  await heir.blockedWith('position_of_other_deployment');
  send(100, 150);
  const run = await heir.read(50, adopt(former, 'choice-1'));
  expect(run.events[0]).toMatch(/written as seq 1\.$/);
  expect(await heir.rows()).toEqual(reference(orders(0, 150)));
  await former.blockedWith('position_adopted');

  send(150, 170);
  await former.read(120, { ...adopt(heir, 'choice-2'), besides: [heir.id] });
  expect(await former.rows()).toEqual(reference(orders(0, 170)));
  await heir.blockedWith('position_adopted', adopt(former, 'choice-1'));
});

test('a start beside another one’s position is silent never, and possible when a person has seen it', async (context) => {
  requireParts(context);
  const { former, heir } = await pair('beside', 40);
  await heir.blockedWith('position_of_other_deployment', { kind: 'earliest', choiceId: 'choice-1' });
  await heir.read(40, { kind: 'earliest', choiceId: 'choice-2', besides: [former.id] });
  expect(await heir.rows()).toEqual([...reference(orders(0, 40)), ...reference(orders(0, 40))].sort());
});

test.for(['before-commit:1', 'after-commit-before-ack:1'])(
  'taking a position over, killed at %s, happens once',
  async (crashAt, context) => {
    requireParts(context);
    const { former, heir, send } = await pair(`adopt_${crashAt.replaceAll(/\W/g, '_')}`, 60);
    send(60, 90);
    await heir.crashed(crashAt, adopt(former, 'choice-1'));
    await heir.read(30, adopt(former, 'choice-1'));
    expect(await heir.rows()).toEqual(reference(orders(0, 90)));
  },
);

test('commits of a deployment that was gone on from are refused, even while it runs', async (context) => {
  requireParts(context);
  const { former, heir, send } = await pair('adopted_running', 30);
  const spec = await former.spec();
  const running = startRun({ ...spec, pipeline: { ...spec.pipeline, checkpointIntervalMs: 300 } });
  await running.committed(30);
  // The heir takes the position over; what the former one reads from now on must not land.
  const taking = startRun(await heir.spec(adopt(former, 'choice-1')));
  await waitFor('the position is taken over', () => taking.events.length > 0, { timeoutMs: 90_000 });
  send(30, 60);
  await taking.committed(30);
  expect((await running.ended).kind).toBe('failed');
  taking.stop();
  await taking.ended;
  expect(await heir.rows()).toEqual(reference(orders(0, 60)));
});
