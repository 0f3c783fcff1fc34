import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import type { OrderRow } from './orders';

/**
 * An independent reader: takes the pointer from Postgres and scans the data files that the current snapshot names, so
 * that a row counts only when it is committed *and* readable.
 */
export class CommittedReader {
  #pool: pg.Pool;
  #instance: DuckDBInstance | null = null;

  constructor(
    databaseUrl: string,
    readonly table: string,
    readonly extensions: { avro: string; httpfs: string; iceberg: string },
  ) {
    this.#pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    this.#pool.on('error', () => {});
  }

  async #metadataLocation(): Promise<string | null> {
    const { rows } = await this.#pool.query<{ metadata_location: string }>(
      'select metadata_location from catalog_tables where name = $1',
      [this.table],
    );
    return rows[0]?.metadata_location ?? null;
  }

  async #query(select: (scan: string) => string): Promise<unknown[][]> {
    const location = await this.#metadataLocation();
    if (!location) return [];
    this.#instance ??= await this.#open();
    const connection = await this.#instance.connect();
    try {
      const scan = `iceberg_scan('${location.replace(/^file:\/\//, '').replaceAll("'", "''")}')`;
      return (await connection.runAndReadAll(select(scan))).getRows();
    } finally {
      connection.closeSync();
    }
  }

  async #open(): Promise<DuckDBInstance> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    for (const path of [this.extensions.avro, this.extensions.httpfs, this.extensions.iceberg])
      await connection.run(`LOAD '${path}'`);
    connection.closeSync();
    return instance;
  }

  async count(): Promise<bigint> {
    const rows = await this.#query((scan) => `SELECT count(*) FROM ${scan}`);
    return BigInt(String(rows[0]?.[0] ?? 0));
  }

  /** Every committed row in the reference's form, sorted, duplicates kept. */
  async rows(): Promise<OrderRow[]> {
    const rows = await this.#query(
      (scan) => `SELECT order_id, user_id, amount, status, epoch_ms(order_time) FROM ${scan}`,
    );
    return rows.map((row) => row.map(String).join('|')).sort();
  }

  async close(): Promise<void> {
    this.#instance?.closeSync();
    await this.#pool.end();
  }
}
