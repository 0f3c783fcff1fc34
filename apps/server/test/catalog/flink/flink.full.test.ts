import { tempDir } from '@penstock/local-stack/testing';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type CatalogProxy, catalogProxy } from '../../../../../faults/harness/catalog-proxy';
import { catalogClient } from '../support/catalog-client';
import { duckDbClient, noExtensions, values } from '../support/duckdb-client';
import { startTestCatalog, type TestCatalog } from '../support/in-process-server';
import { type FlinkClient, flinkClient } from './flink-client';
import { flinkCommits, loggedSnapshots } from './flink-commits';

const token = 'token-of-a-flink-user';
/** Written by streaming jobs, through the older sink and through the newer one. */
const streamed = ['events', 'events_v2'];

/** Generous: the first run downloads 400 MB. */
const firstTime = 1_200_000;

describe('Flink', () => {
  let catalog: TestCatalog;
  let proxy: CatalogProxy;
  let flink: FlinkClient | { missing: string };
  let args: string[];
  let output = '';

  beforeAll(async () => {
    catalog = await startTestCatalog({ token });
    proxy = await catalogProxy(catalog.baseUrl);
    flink = await flinkClient();
    args = [proxy.baseUrl, token, tempDir('flink')];
  }, firstTime);
  afterAll(async () => {
    if ('close' in flink) flink.close();
    await proxy.close();
    await catalog.close();
  });

  function available(context: TestContext): FlinkClient {
    if ('run' in flink) return flink;
    console.warn(`Flink skipped: ${flink.missing}`);
    return context.skip(flink.missing);
  }

  it('creates, writes, overwrites, evolves, upserts, streams and follows tables, though answers get lost', async (context) => {
    const { run } = available(context);
    const lost = streamed.flatMap((table) => loseCommits(proxy, table));
    const ended = await run([...args, 'write']);
    output = ended.output;
    expect([ended.code, output]).toEqual([0, expect.stringMatching(/^follow$/m)]);
    expect(lost.map((one) => one.done())).toEqual([true, true, true, true]);
  });

  it('gives another reader exactly the rows that were acknowledged', async (context) => {
    available(context);
    const without = noExtensions();
    if (without !== null) return context.skip(without);
    const duckdb = await duckDbClient(catalog.baseUrl, token);
    const read = (columns: string, table: string) =>
      values(duckdb, `SELECT concat_ws('|', ${columns}) FROM ice.trial.${table} ORDER BY 1`);
    expect(await read('id, channel, total, "at", shop', 'orders')).toEqual([
      '2|2.500000000|2026-11-21 11:00:00|north',
      '3|web|4.000000000|2026-11-23 10:00:00|north',
      '9223372036854775807|12345678901234567890.123456789|2026-11-22 10:00:00|south',
    ]);
    expect(await read('item, pieces', 'stock')).toEqual(['nail|9', 'screw|2']);
    const all = Array.from({ length: 500 }, (_, index) => String(index + 1)).sort();
    for (const table of streamed) expect(await read('n', table)).toEqual(all);
  });

  it('logs each commit of a job once, the one whose answer was lost too', async (context) => {
    available(context);
    const client = catalogClient(catalog.baseUrl, token);
    for (const table of ['orders', 'stock', ...streamed]) {
      const commits = await flinkCommits(client, 'trial', table);
      const snapshots = commits.map(({ snapshot }) => snapshot);
      expect(await loggedSnapshots(catalog.db, 'trial', table)).toEqual(snapshots);
      const checkpoints = commits.map(({ job, checkpoint }) => `${job} ${checkpoint}`);
      expect(checkpoints).toEqual([...new Set(checkpoints)]);
      const [, jobs] = new RegExp(`^${table} by (.*)$`, 'm').exec(output) ?? [];
      if (jobs !== undefined) expect([...new Set(commits.map(({ job }) => job))].join(' ')).toBe(jobs);
    }
  });

  it('drops tables and the namespace', async (context) => {
    const { run } = available(context);
    const ended = await run([...args, 'drop']);
    expect([ended.code, ended.output]).toEqual([0, expect.stringMatching(/^drop$/m)]);
    const left = await catalogClient(catalog.baseUrl, token)('GET', '/v1/namespaces');
    expect(left.body).toMatchObject({ namespaces: [] });
  });
});

/** Of the first two commits on a table, one lands without an answer and one never arrives. */
function loseCommits(proxy: CatalogProxy, table: string): { done(): boolean }[] {
  const commit = ({ method, url }: { method: string; url: string }) =>
    method === 'POST' && url === `/v1/namespaces/trial/tables/${table}`;
  return [proxy.disturb(commit, { do: 'drop-reply' }), proxy.disturb(commit, { do: 'drop-request' })];
}
