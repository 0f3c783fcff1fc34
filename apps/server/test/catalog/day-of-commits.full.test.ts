import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Day, simulatedDay } from './support/simulated-day';
import { tableFacts } from './support/table-facts';

const commits = Number(process.env.PENSTOCK_DAY_COMMITS ?? 86_400);

/** In one request: what is measured is what upkeep leaves, not how long a day's fsyncs take. */
const perRequest = 10;

let day: Day;

beforeAll(async () => {
  day = await simulatedDay();
});
afterAll(async () => {
  await day.upkeep.close();
  await day.catalog.close();
});

async function loadMs(): Promise<number> {
  const times: number[] = [];
  for (let look = 0; look < 11; look += 1) {
    const start = performance.now();
    await (await fetch(`${day.catalog.baseUrl}/v1/namespaces/db/tables/day`)).text();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[5] ?? Number.NaN;
}

it(`${commits} commits, one a second, leave small metadata and a quick load`, async () => {
  const start = performance.now();
  await day.commit(commits, perRequest);
  const minutes = (performance.now() - start) / 60_000;
  const facts = await tableFacts(day.client, 'day');
  const log = await day.catalog.db.query('SELECT count(*)::int AS n FROM catalog_commits');
  const garbage = await day.catalog.db.query('SELECT count(*)::int AS n FROM catalog_garbage');
  const data = await day.bytesIn('data', facts.location);
  const metadata = await day.bytesIn('metadata', facts.location);
  const load = await loadMs();
  process.stdout.write(
    `[day] ${commits} commits in ${minutes.toFixed(1)} min: metadata.json ${facts.metadataBytes} B, ${facts.snapshots} snapshots, ` +
      `${facts.manifests} manifests, ${facts.files} files, load ${load.toFixed(1)} ms, metadata folder ${(metadata / 1e6).toFixed(1)} MB, ` +
      `data folder ${(data / 1e6).toFixed(1)} MB, commit log ${log.rows[0]?.n} rows, ${garbage.rows[0]?.n} noted files\n`,
  );
  expect(facts.files).toBe(commits);
  expect(facts.metadataBytes).toBeLessThan(1_000_000);
  expect(facts.manifests).toBeLessThan(250);
  expect(load).toBeLessThan(50);
  // An hour of expired manifest lists and manifests waits for its grace period, whatever the day's length.
  expect(metadata).toBeLessThan(250_000_000);
  expect(log.rows[0]?.n).toBeLessThan(3_500);
}, 7_200_000);
