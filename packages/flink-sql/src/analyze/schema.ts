import type { TableDefinition } from '../ddl/table-definition';
import type { FlinkVersion } from '../text/flink-version';
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
  /** CREATE TABLE that declares it: its columns, computed ones too, in their order and its time attributes. */
  readonly definition?: TableDefinition;
  /** As a target it takes new rows only, no updates. */
  readonly appendOnly?: boolean;
}

export type { FlinkVersion };

export interface AnalyzeOptions {
  /** What `{source_table}` stands for. */
  readonly source: TableSchema;
  /** Other pipeline entries that the query may read, by key. */
  readonly inputs?: Readonly<Record<string, TableSchema>>;
  /** Columns of the target table: types and names are checked by position. */
  readonly sink?: readonly Column[];
  /** INSERT INTO one of `inputs` is checked against that table; else it is refused. */
  readonly inserts?: boolean;
  /** Which functions exist; default 2.x. */
  readonly flinkVersion?: FlinkVersion;
  /** Session time zone (IANA name), default UTC. */
  readonly timeZone?: string;
}
