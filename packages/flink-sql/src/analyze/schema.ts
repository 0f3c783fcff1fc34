import type { Column } from '../types/sql-type';

/** Event time of a source, as declared on the pipeline's entry. */
export interface EventTime {
  /** Name of the time attribute; may be a computed column that the source does not store. */
  readonly column: string;
  /** Flink SQL over the source's columns; absent when `column` is stored. */
  readonly expression?: string;
  /** How late records may be, such as `5 s`. */
  readonly watermarkDelay: string;
}

export interface TableSchema {
  /** Pipeline key, as messages name the table. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly eventTime?: EventTime;
}

export type FlinkVersion = '1.20' | '2.x';

export interface AnalyzeOptions {
  /** What `{source_table}` stands for. */
  readonly source: TableSchema;
  /** Other pipeline entries that the query may read, by key. */
  readonly inputs?: Readonly<Record<string, TableSchema>>;
  /** Columns of the target table: types and names are checked by position. */
  readonly sink?: readonly Column[];
  /** Which functions exist; default 2.x. */
  readonly flinkVersion?: FlinkVersion;
  /** Session time zone (IANA name), default UTC. */
  readonly timeZone?: string;
}
