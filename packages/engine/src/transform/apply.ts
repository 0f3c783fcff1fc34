import type { DuckDBConnection } from '@duckdb/node-api';
import { type Column, FAILING_PART } from '@penstock/flink-sql';
import { RECORD_COLUMN } from '../embedded/format/format';
import { bisect, isRecordError } from './bisect';
import { overDecoded } from './decode-table';
import { type LocatedFailure, locateFailures, locateParts } from './locate-failure';
import type { TransformSql } from './transform-sql';

/** The records of the last statement of `findFailing`, so that they can be left out without naming each. */
const FAILED_TABLE = 'penstock_failed';

export type ApplyInput = {
  connection: DuckDBConnection;
  transform: TransformSql;
  columns: readonly Column[];
  /** Records in DECODED_TABLE are numbered from 0 to this, exclusive. */
  count: number;
  /** The first failure is enough: nothing of the block will be used (`on_error: fail`). */
  firstOnly?: boolean;
};

/**
 * Runs the transformer over the decoded records. `run` gets SQL that yields their rows, may be called several times, and
 * must have no effect when it throws; together the calls that succeed cover every record once that is not returned as
 * failed. Where all goes well, one statement; where records fail, the number of statements does not grow with theirs.
 */
export async function applyTransform(
  input: ApplyInput,
  run: (select: string) => Promise<void>,
): Promise<LocatedFailure[]> {
  const { transform, columns, count } = input;
  if (count === 0) return [];
  try {
    await run(overDecoded(transform.select, columns));
    return [];
  } catch (error) {
    if (!isRecordError(error)) throw error;
  }
  return (await withoutFailing(input, run)) ?? (await searched(input, run));
}

/** One statement finds the records that fail, a second runs the others. Null when it cannot be done so. */
async function withoutFailing(
  input: ApplyInput,
  run: (select: string) => Promise<void>,
): Promise<LocatedFailure[] | null> {
  const { connection, transform, columns } = input;
  if (transform.failingPart === null) return null;
  try {
    const most = input.firstOnly ? ` ORDER BY ${RECORD_COLUMN} LIMIT 1` : '';
    const found = overDecoded(transform.failingPart, columns);
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${FAILED_TABLE} AS ${found}${most}`);
  } catch (error) {
    if (isNoTry(error)) return null;
    throw error;
  }
  const failed = await connection.runAndReadAll(
    `SELECT ${RECORD_COLUMN}, ${FAILING_PART} FROM ${FAILED_TABLE} ORDER BY 1`,
  );
  const parts = failed.getRows().map(([record, part]) => ({ record: Number(record), part: Number(part) }));
  const located = await locateParts(connection, transform, columns, parts);
  if (located === null || located.length === 0 || input.firstOnly) return located?.length ? located : null;
  const others = ` AND ${RECORD_COLUMN} NOT IN (SELECT ${RECORD_COLUMN} FROM ${FAILED_TABLE})`;
  try {
    await run(overDecoded(transform.select, columns, others));
    return located;
  } catch (error) {
    if (isRecordError(error)) return null;
    throw error;
  }
}

async function searched(
  input: ApplyInput,
  run: (select: string) => Promise<void>,
): Promise<LocatedFailure[]> {
  const { connection, transform, columns, count, firstOnly } = input;
  const failures = await bisect(
    { from: 0, to: count - 1 },
    async ({ from, to }) => {
      const between = ` AND ${RECORD_COLUMN} BETWEEN ${from} AND ${to}`;
      await run(overDecoded(transform.select, columns, between));
    },
    isRecordError,
    firstOnly ? 1 : Number.POSITIVE_INFINITY,
  );
  return await locateFailures(connection, transform, columns, failures);
}

/** What DuckDB says of an expression that TRY does not take, or that it evaluated outside of it. */
function isNoTry(error: unknown): boolean {
  return (
    isRecordError(error) || (error instanceof Error && /^(Binder|Not implemented) Error/.test(error.message))
  );
}
