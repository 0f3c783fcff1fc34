import { isPenstockError } from '@penstock/common';
import type { Pool, PoolClient } from 'pg';
import { badRequest, commitFailed, commitStateUnknown, unavailable } from '../errors';

/** What a query can be sent to: the pool, or the connection of a transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

/** SQLSTATEs and Node codes that mean "Postgres is away", not "the statement is wrong". */
const awayStates = /^(08|57P0[1-5]|53300|25P03)/;
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);
const awayMessages =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|query read timeout|Connection ended/i;
/** Deadlock, lock timeout, serialization failure: nothing was changed and trying again may help. */
const retryStates = new Set(['40P01', '55P03', '40001']);
/** Text that Postgres cannot hold: U+0000, half of a surrogate pair. */
const textStates = new Set(['22021', '22P05', '22P02']);

export function sqlStateOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Name of the violated constraint, null when none was. */
export function constraintOf(error: unknown): string | null {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null;
}

export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  const code = sqlStateOf(error);
  return (
    (code !== null && (awayStates.test(code) || awayCodes.has(code))) || awayMessages.test(error.message)
  );
}

/** Runs a read; Postgres being away becomes 503. */
export async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw translated(error);
  }
}

/**
 * Runs one transaction. An error before COMMIT means that nothing was changed; one during COMMIT is reported as
 * "state unknown", because the answer may have been lost after Postgres wrote it.
 */
export async function inTransaction<T>(pool: Pool, work: (client: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translated(error);
  });
  // A connection that breaks while it is lent out reports here as well; the query's own error is the one that counts.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = false;
  try {
    const result = await runAndCommit(client, work);
    return result;
  } catch (error) {
    broken = isAway(error) || (isPenstockError(error) && isAway(error.cause));
    if (!broken) await client.query('ROLLBACK').catch(() => (broken = true));
    throw translated(error);
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function runAndCommit<T>(client: PoolClient, work: (client: Queryable) => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  const result = await work(client);
  try {
    await client.query('COMMIT');
  } catch (error) {
    throw isAway(error) ? commitStateUnknown(error) : error;
  }
  return result;
}

function translated(error: unknown): unknown {
  if (isPenstockError(error)) return error;
  if (isAway(error))
    return unavailable('The catalog cannot reach its database; try again in a moment', error);
  const state = sqlStateOf(error);
  if (state !== null && retryStates.has(state)) return commitFailed('The table is busy; try again', error);
  if (state !== null && textStates.has(state))
    return badRequest('The request holds text that cannot be stored: U+0000 or half of a character', error);
  return error;
}
