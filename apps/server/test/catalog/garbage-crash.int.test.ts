import { existsSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { at, type CatalogClient, catalogClient } from './support/catalog-client';
import { addRestorePoint } from './support/deployments';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { RawWriter } from './support/raw-writer';
import { readAvroRecords } from './support/read-avro';
import { tableFacts } from './support/table-facts';
import { createTable } from './support/tables';
import { useCrashingServer } from './support/use-catalog';

/** Twelve snapshots stay, so that no reader is ever that far behind; what else may go goes at once. */
const busy = JSON.stringify({
  ...{ maxSnapshots: 12, youngMs: 0, mergeCount: 3, commitsPerUpkeep: 3, everyMs: 50 },
  ...{ expiredGraceMs: 0, sweepEveryMs: 0, dataSweepEveryMs: 0 },
});

/** What a writer was told of its single-row commits; `open` is the one whose answer was lost. */
type Outcomes = { acknowledged: string[]; open: string[] };

describe.skipIf(noExtensions() !== null)('kill -9 of the server while it deletes files', () => {
  const server = useCrashingServer();
  const start = (env: Record<string, string> = {}) => server.start(env);
  const outcomes: Outcomes = { acknowledged: [], open: [] };

  /** Commits until `acks` are acknowledged or the server is gone. */
  async function write(client: CatalogClient, first: number, acks: number): Promise<void> {
    const writer = await RawWriter.open(client, 'db', 't');
    for (let value = first, done = 0; done < acks; value += 1) {
      const append = await writer.prepareAppend(`SELECT ${value}::BIGINT AS a`).catch(() => null);
      if (append === null) return;
      const answer = await writer.commit(append).catch(() => null);
      if (answer === null) {
        outcomes.open.push(String(value));
        return;
      }
      if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.text);
      if (answer.status === 409) continue;
      outcomes.acknowledged.push(String(value));
      done += 1;
    }
  }

  async function expectVisible(baseUrl: string): Promise<void> {
    const known = [...outcomes.acknowledged];
    const seen = await values(await duckDbClient(baseUrl), 'SELECT a FROM ice.db.t');
    expect(new Set(seen).size).toBe(seen.length);
    expect(known.filter((value) => !seen.includes(value))).toEqual([]);
  }

  async function expectPinned(list: string): Promise<void> {
    for (const manifest of await readAvroRecords(await readFile(list))) {
      for (const entry of await readAvroRecords(await readFile(String(manifest.manifest_path)))) {
        expect(existsSync((entry.data_file as { file_path: string }).file_path)).toBe(true);
      }
    }
  }

  it('loses no acknowledged row and no pinned snapshot, and two servers finish the work beside two writers', async () => {
    const setUp = await start();
    const client = catalogClient(setUp.baseUrl);
    const uuid = await createTable(client, 't');
    await write(client, 1, 4);
    const snapshots = at((await client('GET', '/v1/namespaces/db/tables/t')).body, 'metadata', 'snapshots');
    const pinned = Array.isArray(snapshots) ? snapshots[1] : undefined;
    await addRestorePoint(server.db, uuid, String(at(pinned, 'snapshot-id')));
    const { location } = await tableFacts(client, 't');
    const orphans = Array.from({ length: 6 }, (_, index) => `${location}/data/orphan-${index}.parquet`);
    const old = new Date(Date.now() - 4 * 24 * 3_600_000);
    for (const orphan of orphans) {
      await writeFile(orphan, 'left behind');
      await utimes(orphan, old, old);
    }
    await setUp.kill();

    const crashing = await start({ UPKEEP: busy, CRASH_AT: 'collecting:4' });
    const crashingClient = catalogClient(crashing.baseUrl);
    await Promise.all([
      write(crashingClient, 1_000, 500),
      write(crashingClient, 2_000, 500),
      crashing.exited,
    ]);
    expect(outcomes.acknowledged.length).toBeLessThan(1_000);

    const servers = await Promise.all([start({ UPKEEP: busy }), start({ UPKEEP: busy })]);
    try {
      await expectVisible(servers[0].baseUrl);
      let writing = true;
      const reader = (async () => {
        do await expectVisible(servers[1].baseUrl);
        while (writing);
      })();
      const writers = servers.map((server, index) =>
        write(catalogClient(server.baseUrl), 10_000 * (index + 1), 15),
      );
      await Promise.all(writers).finally(() => {
        writing = false;
      });
      await reader;
      await until(() => orphans.every((orphan) => !existsSync(orphan)));
      await expectVisible(servers[0].baseUrl);
      await expectPinned(String(at(pinned, 'manifest-list')));
      const facts = await tableFacts(catalogClient(servers[0].baseUrl), 't');
      const landed = facts.files - outcomes.acknowledged.length;
      expect(landed >= 0 && landed <= outcomes.open.length).toBe(true);
    } finally {
      await Promise.all(servers.map((server) => server.kill()));
    }
  });
});

async function until(done: () => boolean): Promise<void> {
  for (const limit = Date.now() + 90_000; !done(); ) {
    if (Date.now() > limit) throw new Error('the servers did not finish collecting');
    await pause(50);
  }
}
