import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Day, simulatedDay } from './support/simulated-day';
import { tableFacts } from './support/table-facts';

const minute = 60_000;
const half = 180;
const perRequest = 6;

let day: Day;

beforeAll(async () => {
  day = await simulatedDay({
    ...{ maxSnapshots: 20, youngMs: 0, mergeCount: 5, commitLogRows: 5 },
    ...{ expiredGraceMs: minute, sweepEveryMs: 30_000, dataSweepEveryMs: minute },
  });
});
afterAll(async () => {
  await day.upkeep.close();
  await day.catalog.close();
});

async function measure() {
  const facts = await tableFacts(day.client, 'day');
  const log = await day.catalog.db.query('SELECT count(*)::int AS n FROM catalog_commits');
  return {
    ...facts,
    metadataFiles: readdirSync(`${facts.location}/metadata`).length,
    log: Number(log.rows[0]?.n),
  };
}

it('metadata, manifests, files and log stop growing while commits go on; no data file is lost', async () => {
  await day.commit(half, perRequest);
  const first = await measure();
  await day.commit(half, perRequest);
  const second = await measure();
  expect(first.files).toBe(half);
  expect(second.files).toBe(2 * half);
  expect(readdirSync(`${second.location}/data`)).toHaveLength(2 * half);
  expect(second.snapshots).toBeLessThanOrEqual(20 + perRequest);
  expect(second.manifests).toBeLessThanOrEqual(5 * 4 + perRequest);
  expect(second.metadataBytes).toBeLessThan(first.metadataBytes * 1.2);
  // a minute and a half of expired lists and manifests waits, and 20 metadata files
  expect(second.metadataFiles).toBeLessThan(260);
  expect(second.metadataFiles).toBeLessThan(first.metadataFiles * 1.2);
  expect(second.log).toBeLessThan(60);
});
