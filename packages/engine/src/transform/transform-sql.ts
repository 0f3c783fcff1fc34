import type { Column } from '@penstock/flink-sql';

/** The relation that a transformer's DuckDB SQL reads: RECORD_COLUMN and the source's columns. */
export const SOURCE_RELATION = 'penstock_source';

/**
 * A transformer as DuckDB SQL, made by the emitter of `@penstock/flink-sql` and by nothing else: the user's own text
 * never reaches DuckDB. Plain data, because it crosses into child processes.
 */
export type TransformSql = {
  /** Reads SOURCE_RELATION; yields RECORD_COLUMN first, then the output columns under their sink's names. */
  select: string;
  columns: readonly Column[];
  /** The WHERE condition as the user wrote it, shown as the reason why a message was filtered. */
  filterText: string | null;
  /** The query in parts: the first that fails on a record says where in the SQL the record failed. */
  probes: readonly TransformProbe[];
  /** One statement that finds every record the query fails on (`emitFailingPart`); null: they have to be searched for. */
  failingPart: string | null;
  /** True when CURRENT_TIMESTAMP or the like occurs: then each batch needs SQL with its own instant. */
  dependsOnNow: boolean;
};

export type TransformProbe = {
  /** As `failingPart` counts: WHERE_PART or the output column's index. */
  part: number;
  select: string;
  /** Output column, null for the WHERE condition. */
  column: string | null;
  /** Line of the transformer's SQL text, 1-based. */
  sqlLine: number;
};
