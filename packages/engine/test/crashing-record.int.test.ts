import { expect, test } from 'vitest';
import type { Caution, RunEnd, RunSpec } from '../src/types';
import { useCatalog } from './support/catalog';
import { requireExtensions } from './support/context';
import { createDeployment, type Holder, takeOver } from './support/leases';
import { type OrderFiles, orderFiles } from './support/order-files';
import { order, pipeline, reference } from './support/orders';
import { readTable, runSpec, startRun, type TestRun } from './support/run';

const catalog = useCatalog();

const ORDERS = 900;
const orders = Array.from({ length: ORDERS }, (_, i) => order(i));
/** Every crash costs a start of the process, which takes its time where many do so at once. */
const limit = { timeout: 900_000 };
const poison = '{"order_id":"POISON","amount":20}';

type Outcome = {
  holder: Holder;
  runs: TestRun[];
  end: RunEnd | null;
  setAside: { offset: string; reason: string }[];
};

/** Starts run after run as the runner does, until so many messages are committed or a person has to decide. */
async function runThrough(
  files: OrderFiles,
  table: string,
  onError: 'skip' | 'quarantine' | 'fail',
  messages: number,
): Promise<Outcome> {
  let holder = await createDeployment(catalog.db);
  const chosen = pipeline({ topic: 'orders', table, onError });
  const runs: TestRun[] = [];
  let caution: Caution | null = null;
  for (let attempt = 0; attempt < 20; attempt++) {
    const spec: RunSpec = runSpec(holder, chosen, { kind: 'files', dir: files.dir }, catalog.baseUrl, {
      caution,
    });
    const run = startRun(spec, { crashOnValue: 'POISON' });
    runs.push(run);
    const committed = run.committed(messages).then(() => null);
    // A run that ends is no surprise here; one that neither ends nor commits is.
    committed.catch(() => {});
    const end = await Promise.race([run.ended, committed]);
    const setAside = runs.flatMap((one) => one.setAside);
    if (end === null) {
      run.stop();
      return { holder, runs, end: await run.ended, setAside };
    }
    if (end.kind !== 'failed') throw new Error(`the run ended as ${end.kind}`);
    if (!end.problem.retryable) return { holder, runs, end, setAside };
    expect(end.problem.code).toBe('crashed');
    caution = end.caution ?? null;
    holder = await takeOver(catalog.db, holder);
  }
  throw new Error('the record was not found in 20 runs');
}

const rowsOf = async ({ holder }: Outcome, table: string) =>
  (await readTable(catalog.baseUrl, holder.token, table)).rows;

test(
  'a record that ends the process is set aside after a few crashes, and every other row is there once',
  limit,
  async (context) => {
    requireExtensions(context);
    const files = orderFiles(ORDERS);
    files.append(0, [poison, JSON.stringify(order(1))]);
    const outcome = await runThrough(files, 'crashing_quarantine', 'quarantine', ORDERS + 2);
    expect(outcome.end).toMatchObject({ kind: 'stopped' });
    // Three with the batch as it was, then ever smaller pieces, then the record alone, twice.
    expect(outcome.runs.length).toBeLessThanOrEqual(9);
    expect(outcome.setAside).toEqual([
      expect.objectContaining({
        offset: String(ORDERS),
        reason: expect.stringContaining('crashed the engine'),
      }),
    ]);
    expect(await rowsOf(outcome, 'crashing_quarantine')).toEqual(reference([...orders, order(1)]));
    expect(outcome.runs.at(-1)?.last()?.totals).toMatchObject({ in: String(ORDERS + 2), setAside: '1' });
  },
);

test(
  'two such records in two partitions are both found, the others come out once',
  limit,
  async (context) => {
    requireExtensions(context);
    const files = orderFiles(ORDERS, 2);
    files.append(0, [poison]);
    files.append(1, [poison, JSON.stringify(order(1))]);
    const outcome = await runThrough(files, 'crashing_two', 'skip', ORDERS + 3);
    expect(outcome.end).toMatchObject({ kind: 'stopped' });
    expect(outcome.setAside).toEqual([]);
    expect(await rowsOf(outcome, 'crashing_two')).toEqual(reference([...orders, order(1)]));
    expect(outcome.runs.at(-1)?.last()?.totals).toMatchObject({ in: String(ORDERS + 3), setAside: '2' });
  },
);

test(
  'with on_error fail the pipeline stops and names the record; nothing behind it is written',
  limit,
  async (context) => {
    requireExtensions(context);
    const files = orderFiles(ORDERS);
    files.append(0, [poison, JSON.stringify(order(11))]);
    const outcome = await runThrough(files, 'crashing_fail', 'fail', ORDERS + 2);
    expect(outcome.end).toMatchObject({
      kind: 'failed',
      problem: {
        retryable: false,
        record: { partition: 0, offset: String(ORDERS), excerpt: poison },
        message: expect.stringContaining('crashed the engine'),
      },
    });
    expect(await rowsOf(outcome, 'crashing_fail')).toEqual(reference(orders));
  },
);

test('a record that always comes alone is set aside after three crashes', limit, async (context) => {
  requireExtensions(context);
  const files = orderFiles(0);
  files.append(0, [poison]);
  const outcome = await runThrough(files, 'crashing_alone', 'quarantine', 1);
  expect(outcome.runs).toHaveLength(4);
  expect(outcome.setAside).toHaveLength(1);
});
