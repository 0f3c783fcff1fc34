import { readFile, writeFile } from 'node:fs/promises';
import { type MaintenanceLimits, maintenanceLimits, upkeepTable } from '@penstock/control/catalog';
import { beforeEach, describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { MetadataWriter } from './support/metadata-writer';
import { readAvroRecords } from './support/read-avro';
import { tableFacts } from './support/table-facts';
import { createTable, tableText } from './support/tables';
import { useBareCatalog } from './support/use-catalog';

const limits: MaintenanceLimits = { ...maintenanceLimits, mergeCount: 4 };

describe('merging manifests', () => {
  const { catalog, client } = useBareCatalog();
  let table: string;
  let tables = 0;

  beforeEach(async () => {
    tables += 1;
    table = `t${tables}`;
    await createTable(client, table);
    const writer = new MetadataWriter(client, table);
    for (let seconds = 6; seconds > 0; seconds -= 1) await writer.append(Date.now() - seconds * 1_000);
  });

  const upkeep = () =>
    upkeepTable(
      catalog.context,
      { namespace: ['db'], name: table },
      { limits, now: Date.now, thorough: true },
    );

  /** Live entries of main, each with the numbers that deletes and time travel go by. */
  async function entries(): Promise<string[]> {
    const metadata = at((await client('GET', `/v1/namespaces/db/tables/${table}`)).body, 'metadata');
    const snapshots = at(metadata, 'snapshots');
    const main = Array.isArray(snapshots) ? snapshots.at(-1) : undefined;
    const found: string[] = [];
    for (const manifest of await readAvroRecords(await readFile(String(at(main, 'manifest-list'))))) {
      for (const entry of await readAvroRecords(await readFile(String(manifest.manifest_path)))) {
        const { file_path, record_count } = entry.data_file as Record<string, unknown>;
        const snapshot = entry.snapshot_id ?? manifest.added_snapshot_id;
        const sequence = entry.sequence_number ?? manifest.sequence_number;
        const fileSequence = entry.file_sequence_number ?? manifest.sequence_number;
        found.push(`${file_path} ${record_count} ${snapshot} ${sequence} ${fileSequence}`);
      }
    }
    return found.sort();
  }

  it('keeps every file with its rows, its snapshot and its sequence numbers', async () => {
    const before = await entries();
    expect(before).toHaveLength(6);
    expect(await upkeep()).toMatchObject({ manifests: { merged: 6, into: 1 } });
    expect(await entries()).toEqual(before);
    expect(await tableFacts(client, table)).toMatchObject({ manifests: 1, snapshots: 7 });
  });

  it('that two servers do at once names no file twice', async () => {
    const before = await entries();
    await Promise.all([upkeep(), upkeep(), upkeep()]);
    expect(await entries()).toEqual(before);
    expect(await tableFacts(client, table)).toMatchObject({ manifests: 1, snapshots: 7 });
  });

  it('changes nothing in the table when a manifest cannot be read', async () => {
    const metadata = at((await client('GET', `/v1/namespaces/db/tables/${table}`)).body, 'metadata');
    const list = await readAvroRecords(await readFile(String(at(metadata, 'snapshots', 5, 'manifest-list'))));
    await writeFile(String(list[2]?.manifest_path), 'no Avro');
    const before = await tableText(client, table);
    await expect(upkeep()).rejects.toThrow();
    expect(await tableText(client, table)).toBe(before);
  });

  it('can be turned off by the table, or asked for later', async () => {
    const path = `/v1/namespaces/db/tables/${table}`;
    for (const updates of [
      { 'commit.manifest.min-count-to-merge': '7' },
      { 'commit.manifest-merge.enabled': 'false' },
    ]) {
      await client('POST', path, { requirements: [], updates: [{ action: 'set-properties', updates }] });
      expect(await upkeep()).toMatchObject({ manifests: { merged: 0, into: 0 } });
    }
    expect((await tableFacts(client, table)).manifests).toBe(6);
  });

  it.skipIf(noExtensions() !== null)(
    'of a partitioned table leaves it readable, filtered or not, and writable',
    async () => {
      table = 'parts';
      const duckdb = await duckDbClient(catalog.baseUrl);
      await duckdb.run('CREATE TABLE ice.db.parts (a BIGINT, day DATE) PARTITIONED BY (day)');
      for (let day = 1; day <= 9; day += 1) {
        await duckdb.run(`INSERT INTO ice.db.parts VALUES (${day}, DATE '2026-01-0${day}'), (${day}0, NULL)`);
      }
      expect(await upkeep()).toMatchObject({ manifests: { merged: 9, into: 1 } });
      const reader = await duckDbClient(catalog.baseUrl);
      const ofDay = (day: number) => `SELECT a FROM ice.db.parts WHERE day = DATE '2026-01-0${day}'`;
      expect(await values(reader, ofDay(3))).toEqual(['3']);
      expect(await values(reader, 'SELECT count(*) FROM ice.db.parts')).toEqual(['18']);
      expect(await values(reader, 'SELECT count(*) FROM ice.db.parts WHERE day IS NULL')).toEqual(['9']);
      await duckdb.run(`INSERT INTO ice.db.parts VALUES (33, DATE '2026-01-03')`);
      expect(await values(reader, `${ofDay(3)} ORDER BY a`)).toEqual(['3', '33']);
    },
  );
});
