import { type MaintenanceLimits, startMaintenance } from '@penstock/control/catalog';
import { describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { RawWriter } from './support/raw-writer';
import { tableFacts } from './support/table-facts';
import { createTable } from './support/tables';
import { useBareCatalog } from './support/use-catalog';

const acksPerWriter = 40;
const small: Partial<MaintenanceLimits> = {
  maxSnapshots: 10,
  youngMs: 0,
  mergeCount: 4,
  commitsPerUpkeep: 3,
};

describe.skipIf(noExtensions() !== null)('upkeep beside two writers and a reader', () => {
  const { catalog, client } = useBareCatalog();

  type Outcomes = { acknowledged: number[]; conflicts: number };

  async function rawWriter(table: string, start: number, outcomes: Outcomes) {
    const writer = await RawWriter.open(client, 'db', table);
    for (let value = start, acks = 0; acks < acksPerWriter; value += 1) {
      const answer = await writer.commit(await writer.prepareAppend(`SELECT ${value}::BIGINT AS a`));
      if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.text);
      if (answer.status === 409) outcomes.conflicts += 1;
      else {
        acks += 1;
        outcomes.acknowledged.push(value);
      }
    }
  }

  async function duckDbWriter(table: string, start: number, outcomes: Outcomes) {
    const duckdb = await duckDbClient(catalog.baseUrl);
    for (let value = start, acks = 0; acks < acksPerWriter; value += 1) {
      try {
        await duckdb.run(`INSERT INTO ice.db.${table} (a) VALUES (${value})`);
        acks += 1;
        outcomes.acknowledged.push(value);
      } catch (error) {
        expect(String(error)).toMatch(/409|Conflict/);
        outcomes.conflicts += 1;
      }
    }
  }

  it('acknowledged = visible while snapshots expire and manifests are merged', async () => {
    await createTable(client, 'tended');
    const errors: unknown[] = [];
    const upkeep = startMaintenance(catalog.context, {
      limits: small,
      onError: (error) => errors.push(error),
    });
    const outcomes: Outcomes = { acknowledged: [], conflicts: 0 };
    let writing = true;
    const reader = (async () => {
      const duckdb = await duckDbClient(catalog.baseUrl);
      for (let looks = 1; ; looks += 1) {
        const known = [...outcomes.acknowledged];
        const seen = await values(duckdb, 'SELECT a FROM ice.db.tended');
        expect(new Set(seen).size).toBe(seen.length);
        expect(known.filter((value) => !seen.includes(String(value)))).toEqual([]);
        if (!writing) return looks;
      }
    })();
    await Promise.all([
      rawWriter('tended', 100_000, outcomes),
      duckDbWriter('tended', 200_000, outcomes),
    ]).finally(() => {
      writing = false;
    });
    expect(await reader).toBeGreaterThan(0);
    await upkeep.round();
    await upkeep.close();
    expect(errors).toEqual([]);
    const seen = await values(await duckDbClient(catalog.baseUrl), 'SELECT a FROM ice.db.tended ORDER BY a');
    expect(seen).toEqual([...outcomes.acknowledged].sort((a, b) => a - b).map(String));
    const facts = await tableFacts(client, 'tended');
    expect(facts.snapshots).toBeLessThanOrEqual(13);
    expect(facts.manifests).toBeLessThan(16);
    expect(facts.files).toBe(2 * acksPerWriter);
    const lineage = await catalog.db.query('SELECT lineage::int FROM catalog_tables');
    expect(at(lineage.rows, 0, 'lineage')).toBe(0);
  });

  it('costs a writer that is alone at most a conflict per merge', async () => {
    const uuid = await createTable(client, 'alone');
    const errors: unknown[] = [];
    const upkeep = startMaintenance(catalog.context, {
      limits: { ...small, mergeCount: 8, commitsPerUpkeep: 8 },
      onError: (error) => errors.push(error),
    });
    const outcomes: Outcomes = { acknowledged: [], conflicts: 0 };
    await duckDbWriter('alone', 1, outcomes);
    await upkeep.close();
    expect(errors).toEqual([]);
    const merges = await catalog.db.query(
      `SELECT count(*)::int AS n FROM catalog_commits
        WHERE table_uuid = $1 AND principal = 'internal' AND snapshot_id IS NOT NULL`,
      [uuid],
    );
    expect(merges.rows[0]?.n).toBeGreaterThan(0);
    expect(outcomes.conflicts).toBeLessThanOrEqual(merges.rows[0]?.n);
    expect((await tableFacts(client, 'alone')).files).toBe(acksPerWriter);
  });
});
