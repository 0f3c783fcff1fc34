import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { LosslessNumber } from '@penstock/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { RawWriter } from './support/raw-writer';
import { readAvroRecords } from './support/read-avro';
import { createTable } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

const acksPerWriter = 12;

/** What writers were told: `acknowledged` and `refused` are the values of single-row commits. */
type Outcomes = { acknowledged: number[]; refused: number[] };

async function write(
  start: number,
  outcomes: Outcomes,
  commit: (value: number) => Promise<boolean>,
): Promise<void> {
  for (let value = start, acks = 0; acks < acksPerWriter; value += 1) {
    const landed = await commit(value);
    (landed ? outcomes.acknowledged : outcomes.refused).push(value);
    if (landed) acks += 1;
  }
}

describe.skipIf(noExtensions() !== null)('four writers on one table and a reader beside them', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await createTable(client, 'shared');
  });

  async function rawWriter(start: number, outcomes: Outcomes) {
    const writer = await RawWriter.open(client, 'db', 'shared');
    await write(start, outcomes, async (value) => {
      const answer = await writer.commit(await writer.prepareAppend(`SELECT ${value}::BIGINT AS a`));
      if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.text);
      return answer.status === 200;
    });
  }

  async function duckDbWriter(start: number, outcomes: Outcomes) {
    const duckdb = await duckDbClient(catalog.baseUrl);
    await write(start, outcomes, async (value) => {
      try {
        await duckdb.run(`INSERT INTO ice.db.shared (a) VALUES (${value})`);
        return true;
      } catch (error) {
        expect(String(error)).toMatch(/409|Conflict/);
        return false;
      }
    });
  }

  it('acknowledged = visible = readable, at every moment', async () => {
    const outcomes: Outcomes = { acknowledged: [], refused: [] };
    let writing = true;
    const reader = (async () => {
      const duckdb = await duckDbClient(catalog.baseUrl);
      let looks = 0;
      while (writing) {
        const known = [...outcomes.acknowledged];
        const seen = await values(duckdb, 'SELECT a FROM ice.db.shared');
        expect(new Set(seen).size).toBe(seen.length);
        expect(known.filter((value) => !seen.includes(String(value)))).toEqual([]);
        looks += 1;
      }
      return looks;
    })();
    await Promise.all([
      rawWriter(100_000, outcomes),
      rawWriter(200_000, outcomes),
      duckDbWriter(300_000, outcomes),
      duckDbWriter(400_000, outcomes),
    ]).finally(() => {
      writing = false;
    });
    expect(await reader).toBeGreaterThan(0);
    expect(outcomes.acknowledged).toHaveLength(4 * acksPerWriter);
    const seen = await values(await duckDbClient(catalog.baseUrl), 'SELECT a FROM ice.db.shared ORDER BY a');
    expect(seen).toEqual(outcomes.acknowledged.sort((a, b) => a - b).map(String));
    await expectHistory(outcomes.acknowledged.length);
  });

  /** A snapshot per acknowledged commit, each the parent of the next, and every file of the newest exists. */
  async function expectHistory(commits: number) {
    const metadata = at((await client('GET', '/v1/namespaces/db/tables/shared')).body, 'metadata');
    const snapshots = at(metadata, 'snapshots');
    const list = Array.isArray(snapshots) ? snapshots : [];
    expect(list).toHaveLength(commits);
    const id = (value: unknown) => (value instanceof LosslessNumber ? value.value : null);
    expect(list.slice(1).map((entry) => id(at(entry, 'parent-snapshot-id')))).toEqual(
      list.slice(0, -1).map((entry) => id(at(entry, 'snapshot-id'))),
    );
    const manifests = await readAvroRecords(await readFile(String(at(list.at(-1), 'manifest-list'))));
    expect(manifests).toHaveLength(commits);
    for (const manifest of manifests) {
      const entries = await readAvroRecords(await readFile(String(manifest.manifest_path)));
      for (const entry of entries) {
        const file = entry.data_file as { file_path: string };
        expect(existsSync(file.file_path)).toBe(true);
      }
    }
    const log = await catalog.db.query(
      'SELECT count(DISTINCT snapshot_id)::int AS n FROM catalog_commits WHERE snapshot_id IS NOT NULL',
    );
    expect(log.rows[0]?.n).toBe(commits);
  }
});
