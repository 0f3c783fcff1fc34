import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '@penstock/flink-sql';
import { RECORD_COLUMN } from '../embedded/format/format';
import { type Failure, isRecordError, recordErrorText } from './bisect';
import { overDecoded } from './decode-table';
import type { TransformProbe, TransformSql } from './transform-sql';

export type LocatedFailure = {
  record: number;
  reason: string;
  column: string | null;
  sqlLine: number | null;
};

/** Records that are looked at one by one: each costs a small query or a few. The others share what these say. */
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

/**
 * The same for records of which the failing part is known and the reason is not: the first ones are asked for it, the
 * others carry one example of their part. Null when one of those asked does not fail: then the parts are not to be trusted.
 */
export async function locateParts(
  connection: DuckDBConnection,
  transform: TransformSql,
  columns: readonly Column[],
  failed: readonly { record: number; part: number }[],
): Promise<LocatedFailure[] | null> {
  const examples = new Map<number, string>();
  const located: LocatedFailure[] = [];
  for (const { record, part } of failed) {
    const probe = transform.probes.find((one) => one.part === part);
    const wanted = located.length < MOST || !examples.has(part);
    const own = wanted
      ? await reasonOf(connection, probe?.select ?? transform.select, columns, record)
      : null;
    if (wanted && own === null) return null;
    if (own !== null && !examples.has(part)) examples.set(part, own);
    located.push({
      record,
      reason: own ?? alike(probe, examples.get(part)),
      column: probe?.column ?? null,
      sqlLine: probe?.sqlLine ?? null,
    });
  }
  return located;
}

function alike(probe: TransformProbe | undefined, example: string | undefined): string {
  const where = probe === undefined ? 'the SQL' : (probe.column ?? 'the WHERE condition');
  return `${where} cannot be computed${example === undefined ? '' : `, as for an earlier message: ${example}`}`;
}

async function reasonOf(
  connection: DuckDBConnection,
  select: string,
  columns: readonly Column[],
  record: number,
): Promise<string | null> {
  try {
    await connection.run(overDecoded(select, columns, only(record)));
    return null;
  } catch (error) {
    if (isRecordError(error)) return recordErrorText(error);
    throw error;
  }
}

async function locate(
  connection: DuckDBConnection,
  transform: TransformSql,
  columns: readonly Column[],
  failure: Failure,
): Promise<{ column: string | null; sqlLine: number } | null> {
  for (const probe of transform.probes) {
    if ((await reasonOf(connection, probe.select, columns, failure.record)) === failure.reason) return probe;
  }
  return null;
}

function only(record: number): string {
  return ` AND ${RECORD_COLUMN} = ${record}`;
}
