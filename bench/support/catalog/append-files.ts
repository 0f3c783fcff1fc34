import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeManifest, writeManifestList } from '../../../apps/server/test/catalog/support/manifest-writer';

/** A snapshot whose files are there: a data file, its manifest and the manifest list. */
export type PreparedSnapshot = { id: bigint; manifestList: string };

const schema = JSON.stringify({
  type: 'struct',
  'schema-id': 0,
  fields: [{ id: 1, name: 'a', required: false, type: 'long' }],
});

export async function sampleParquet(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, 'sample.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT range AS a FROM range(10)) TO '${file}' (FORMAT parquet, FIELD_IDS {a: 1})`,
  );
  connection.closeSync();
  return file;
}

/** Written before the clock runs: what is measured is the catalog, not the writing of Avro files. */
export async function prepareSnapshots(
  location: string,
  sample: string,
  count: number,
): Promise<PreparedSnapshot[]> {
  const place = location.replace(/^file:(\/\/)?(?=\/)/, '');
  await mkdir(`${place}/data`, { recursive: true });
  await mkdir(`${place}/metadata`, { recursive: true });
  const snapshots: PreparedSnapshot[] = [];
  for (let i = 0; i < count; i += 1) snapshots.push(await prepareSnapshot(place, sample));
  return snapshots;
}

async function prepareSnapshot(place: string, sample: string): Promise<PreparedSnapshot> {
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`) + 2n ** 60n;
  const data = `${place}/data/${randomUUID()}.parquet`;
  const manifest = `${place}/metadata/${randomUUID()}-m0.avro`;
  const manifestList = `${place}/metadata/snap-${id}-${randomUUID()}.avro`;
  await copyFile(sample, data);
  await writeManifest(manifest, schema, { path: data, rows: 10n, bytes: BigInt((await stat(data)).size) });
  const numbers = { sequence_number: 1n, min_sequence_number: 1n, added_snapshot_id: id };
  const counts = { added_files_count: 1, existing_files_count: 0, deleted_files_count: 0 };
  const rows = { added_rows_count: 10n, existing_rows_count: 0n, deleted_rows_count: 0n };
  const file = { manifest_path: manifest, manifest_length: BigInt((await stat(manifest)).size) };
  await writeManifestList(manifestList, { id, parent: null, sequence: 1n }, [
    { ...file, partition_spec_id: 0, content: 0, ...numbers, ...counts, ...rows },
  ]);
  return { id, manifestList };
}
