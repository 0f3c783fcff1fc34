import { readFile } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parseLossless } from '@penstock/common';
import type { Extensions } from '../harness/services';

/** Rows of one data file in the reference's form. */
type FileRows = readonly string[];
export type Scan = { properties: Record<string, string>; files: Map<string, FileRows> };

const columns = 'order_id, user_id, amount, status, epoch_ms(order_time)';

/**
 * Reads a table as it lies on disk: metadata.json, manifest list, manifests, Parquet files, by this code and DuckDB's
 * plain Avro and Parquet readers, not through the engine or the catalog. Manifests and data files never change, so each
 * is read once; `forget` makes everything be read from disk again.
 */
export class Scanner {
  readonly #connection: DuckDBConnection;
  readonly #close: () => void;
  #manifests = new Map<string, string[]>();
  #files = new Map<string, FileRows>();

  private constructor(connection: DuckDBConnection, close: () => void) {
    this.#connection = connection;
    this.#close = close;
  }

  static async open({ avro, httpfs, iceberg }: Extensions): Promise<Scanner> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    for (const path of [avro, httpfs, iceberg]) await connection.run(`LOAD ${quoted(path)}`);
    return new Scanner(connection, () => {
      connection.closeSync();
      instance.closeSync();
    });
  }

  /** Throws ENOENT when that metadata has been deleted after later commits; then the pointer has moved. */
  async scan(metadataLocation: string): Promise<Scan> {
    const metadata = plain(parseLossless(await readFile(pathOf(metadataLocation), 'utf8'))) as Metadata;
    const current = String(metadata['current-snapshot-id'] ?? '-1');
    const snapshot = metadata.snapshots?.find((one) => String(one['snapshot-id']) === current);
    const files = new Map<string, FileRows>();
    const list = snapshot === undefined ? [] : await this.#paths(snapshot['manifest-list'], 'manifest_path');
    for (const manifest of list) {
      for (const path of await this.#dataFiles(manifest)) files.set(path, await this.#rows(path));
    }
    return { properties: metadata.properties ?? {}, files };
  }

  /** The same through DuckDB's Iceberg reader, nothing kept from before: a second opinion at the end of a run. */
  async icebergScan(metadataLocation: string): Promise<string[]> {
    const scan = `iceberg_scan(${quoted(pathOf(metadataLocation))})`;
    return (await this.#read(`SELECT ${columns} FROM ${scan}`)).map((row) => row.map(String).join('|'));
  }

  forget(): void {
    this.#manifests.clear();
    this.#files.clear();
  }

  close(): void {
    this.#close();
  }

  async #dataFiles(manifest: string): Promise<string[]> {
    const known = this.#manifests.get(manifest);
    if (known !== undefined) return known;
    const files = await this.#paths(manifest, 'data_file.file_path', 'status <> 2');
    this.#manifests.set(manifest, files);
    return files;
  }

  async #paths(avroFile: string, field: string, where = 'true'): Promise<string[]> {
    const sql = `SELECT ${field} FROM read_avro(${quoted(pathOf(avroFile))}) WHERE ${where}`;
    return (await this.#read(sql)).map((row) => String(row[0]));
  }

  async #rows(path: string): Promise<FileRows> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const rows = await this.#read(`SELECT ${columns} FROM read_parquet(${quoted(pathOf(path))})`);
    const texts = rows.map((row) => row.map(String).join('|'));
    this.#files.set(path, texts);
    return texts;
  }

  async #read(sql: string): Promise<unknown[][]> {
    return (await this.#connection.runAndReadAll(sql)).getRows();
  }
}

type Metadata = {
  'current-snapshot-id'?: unknown;
  snapshots?: { 'snapshot-id': unknown; 'manifest-list': string }[];
  properties?: Record<string, string>;
};

/** Numbers become their text: snapshot ids have 64 bits. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('isLosslessNumber' in value) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

export function pathOf(location: string): string {
  return location.startsWith('file:') ? decodeURIComponent(new URL(location).pathname) : location;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
