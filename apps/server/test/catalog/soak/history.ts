import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { LosslessNumber } from '@penstock/common';
import type pg from 'pg';
import { at, type CatalogClient } from '../support/catalog-client';
import { readAvroRecords } from '../support/read-avro';

/** What a table's current snapshot and its history hold, read from its files and not through the catalog's code. */
export type TableHistory = {
  /** Snapshot ids from `main` back to the oldest that is kept, by parent. */
  snapshots: string[];
  /** Ids of all snapshots of the metadata, on `main` or not. */
  known: string[];
  /** Snapshot ids of the clients' commits in the commit log, those that have expired since too. */
  logged: string[];
  /** Data files that the current snapshot names and that are not there. */
  missing: string[];
  /** Values of column `a`, as scanned from the data files. */
  values: number[];
};

export async function readHistory(client: CatalogClient, db: pg.Pool, table: string): Promise<TableHistory> {
  const metadata = at((await client('GET', `/v1/namespaces/db/tables/${table}`)).body, 'metadata');
  const entries = at(metadata, 'snapshots');
  const snapshots = new Map(
    (Array.isArray(entries) ? entries : []).map((entry) => [text(at(entry, 'snapshot-id')), entry]),
  );
  const line: string[] = [];
  for (let id = text(at(metadata, 'refs', 'main', 'snapshot-id')); id !== ''; ) {
    line.push(id);
    const parent = text(at(snapshots.get(id), 'parent-snapshot-id'));
    id = snapshots.has(parent) ? parent : '';
  }
  const log = await db.query<{ id: string }>(
    `SELECT snapshot_id AS id FROM catalog_commits c JOIN catalog_tables t ON t.uuid = c.table_uuid
     WHERE t.name = $1 AND c.snapshot_id IS NOT NULL AND c.principal LIKE 'client:%'`,
    [table],
  );
  const files = await dataFiles(String(at(snapshots.get(line[0] ?? ''), 'manifest-list')));
  return {
    snapshots: line,
    known: [...snapshots.keys()],
    logged: log.rows.map((row) => row.id),
    missing: files.filter((file) => !existsSync(file)),
    values: await scan(files.filter((file) => existsSync(file))),
  };
}

const text = (value: unknown) => (value instanceof LosslessNumber ? value.value : '');

async function dataFiles(manifestList: string): Promise<string[]> {
  const files: string[] = [];
  for (const manifest of await readAvroRecords(await readFile(manifestList))) {
    const entries = await readAvroRecords(await readFile(String(manifest.manifest_path)));
    const live = entries.filter((entry) => Number(entry.status) !== 2);
    files.push(...live.map((entry) => (entry.data_file as { file_path: string }).file_path));
  }
  return files;
}

/** In groups: thousands of files are opened at once otherwise. */
async function scan(files: string[]): Promise<number[]> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const values: number[] = [];
  for (let from = 0; from < files.length; from += 200) {
    const list = files.slice(from, from + 200).map((file) => `'${file}'`);
    const result = await connection.runAndReadAll(`SELECT a FROM read_parquet([${list.join(',')}])`);
    values.push(...result.getRowsJson().map((row) => Number(row[0])));
  }
  return values.sort((a, b) => a - b);
}
