import type { Column } from '@penstock/flink-sql';

/** A record that cannot be typed: why, and by which column when one is to blame. */
export type Unreadable = { record: number; reason: string; column: string | null };

/**
 * How a message's bytes become typed columns. The SQL runs in DuckDB on a relation `(r INTEGER, v VARCHAR)` and yields
 * `r`, one column per source column (same names and order), and `penstock_problem`: NULL for a good record, else a
 * DuckDB struct (reason VARCHAR, column_name VARCHAR). Records that `ignores` selects are dropped as a tombstone is.
 */
export interface MessageFormat {
  readonly name: string;
  decodeSql(columns: readonly Column[], rawTable: string): string;
  /** Checks that need the bytes; null when the record may go to DuckDB. Called once per record: must be cheap. */
  precheck(bytes: Uint8Array, start: number, length: number): string | null;
}

export const RECORD_COLUMN = 'penstock_record';
export const PROBLEM_COLUMN = 'penstock_problem';
