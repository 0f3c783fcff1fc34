import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '@penstock/flink-sql';
import { type Failure, isRecordError, recordErrorText } from './bisect';
import { overDecoded } from './decode-table';
import type { TransformSql } from './transform-sql';

export type LocatedFailure = {
  record: number;
  reason: string;
  column: string | null;
  sqlLine: number | null;
};

/** Records whose place is looked for: each costs a few small queries. The others share the first one's. */
const MOST = 50;

/** Says for each failed record which output column, and which line of the SQL, it failed in. */
export async function locateFailures(
  connection: DuckDBConnection,
  transform: TransformSql,
  columns: readonly Column[],
  failures: readonly Failure[],
): Promise<LocatedFailure[]> {
  const located: LocatedFailure[] = [];
  for (const failure of failures) {
    const place = located.length < MOST ? await locate(connection, transform, columns, failure) : located[0];
    located.push({
      record: failure.record,
      reason: failure.reason,
      column: place?.column ?? null,
      sqlLine: place?.sqlLine ?? null,
    });
  }
  return located;
}

async function locate(
  connection: DuckDBConnection,
  transform: TransformSql,
  columns: readonly Column[],
  failure: Failure,
): Promise<{ column: string | null; sqlLine: number } | null> {
  const range = { from: failure.record, to: failure.record };
  for (const probe of transform.probes) {
    try {
      await connection.run(overDecoded(probe.select, columns, range));
    } catch (error) {
      if (isRecordError(error) && recordErrorText(error) === failure.reason) return probe;
    }
  }
  return null;
}
