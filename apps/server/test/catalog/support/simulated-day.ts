import { readdir, stat } from 'node:fs/promises';
import { type Maintenance, type MaintenanceLimits, startMaintenance } from '@penstock/control/catalog';
import { expect } from 'vitest';
import { type BareCatalog, openBareCatalog } from './bare-catalog';
import { type CatalogClient, catalogClient } from './catalog-client';
import { MetadataWriter } from './metadata-writer';
import { createTable } from './tables';

export type Day = {
  catalog: BareCatalog;
  client: CatalogClient;
  upkeep: Maintenance;
  /**
   * Moves the clock and appends a snapshot per second, `perRequest` of them in one request; upkeep takes its turns
   * every half minute of that clock.
   */
  commit(seconds: number, perRequest?: number): Promise<void>;
  bytesIn(folder: 'data' | 'metadata', location: string): Promise<number>;
};

const upkeepSeconds = 30;

/** A table `day` that is committed to every second of a clock that the test moves, with upkeep by the same clock. */
export async function simulatedDay(limits: Partial<MaintenanceLimits> = {}): Promise<Day> {
  const catalog = await openBareCatalog();
  const client = catalogClient(catalog.baseUrl);
  let nowMs = Date.UTC(2026, 0, 1);
  const errors: unknown[] = [];
  const upkeep = startMaintenance(catalog.context, {
    limits: { everyMs: 24 * 3_600_000, ...limits },
    now: () => nowMs,
    onError: (error) => errors.push(error),
  });
  await createTable(client, 'day');
  const writer = new MetadataWriter(client, 'day');
  return {
    catalog,
    client,
    upkeep,
    async commit(seconds, perRequest = 1) {
      let untilRound = upkeepSeconds;
      for (let second = 0; second < seconds; second += perRequest) {
        const times = Array.from({ length: perRequest }, (_, index) => nowMs + (index + 1) * 1_000);
        nowMs = times.at(-1) ?? nowMs;
        await writer.appendAll(times);
        untilRound -= perRequest;
        if (untilRound > 0) continue;
        await upkeep.round();
        untilRound = upkeepSeconds;
      }
      expect(errors).toEqual([]);
    },
    bytesIn: (folder, location) => bytesBelow(`${location}/${folder}`),
  };
}

async function bytesBelow(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    bytes += (await stat(`${directory}/${entry.name}`)).size;
  }
  return bytes;
}
