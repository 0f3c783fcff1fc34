import { setTimeout as delay } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { catalogClient } from '../support/catalog-client';
import { duckDbClient, insertWith } from '../support/duckdb-client';
import { type PreparedAppend, RawWriter } from '../support/raw-writer';
import type { Attempt, Ledger } from './ledger';

/** Commits single rows `start`, `start + 1`, … to `db.<table>` until `acks` of them were acknowledged. */
export type CommitterOptions = {
  baseUrl: string;
  table: string;
  start: number;
  acks: number;
  ledger: Ledger;
};

type CommitOne = (value: number) => Promise<Pick<Attempt, 'commitId' | 'told'>>;

async function commitUntil(options: CommitterOptions, commit: CommitOne): Promise<void> {
  const { table, start, acks, ledger } = options;
  for (let value = start, acknowledged = 0; acknowledged < acks; value += 1) {
    const outcome = await commit(value);
    ledger.add({ table, value, ...outcome });
    if (outcome.told === 'acknowledged') acknowledged += 1;
  }
}

/** Plain HTTP with files of its own; sends the very same commit again when no answer came, as clients do. */
export async function httpCommitter(options: CommitterOptions): Promise<void> {
  const client = catalogClient(options.baseUrl);
  const writer = await RawWriter.open(client, 'db', options.table);
  await commitUntil(options, async (value) => {
    const append = await whileAway(() => writer.prepareAppend(`SELECT ${value}::BIGINT AS a`));
    return { commitId: String(append.snapshotId), told: await sendUntilTold(writer, append) };
  });
}

async function sendUntilTold(writer: RawWriter, append: PreparedAppend): Promise<Attempt['told']> {
  for (let sent = 0; sent < 20; sent += 1) {
    const answer = await writer.commit(append).catch(() => null);
    if (answer?.status === 200) return 'acknowledged';
    if (answer?.status === 409) return 'refused';
    if (answer !== null && answer.status !== 503) throw new Error(answer.text);
    await delay(100);
  }
  return 'unknown';
}

/** DuckDB as the engine uses it: it never repeats a commit, and what it was not told stays unknown. */
export async function duckDbCommitter(options: CommitterOptions): Promise<void> {
  let duckdb: DuckDBConnection | null = null;
  await commitUntil(options, async (value) => {
    try {
      duckdb ??= await whileAway(() => duckDbClient(options.baseUrl));
      await insertWith(duckdb, `INSERT INTO ice.db.${options.table} (a) VALUES (${value})`, '', null);
      return { commitId: null, told: 'acknowledged' };
    } catch (error) {
      if (/409|Conflict/.test(String(error))) return { commitId: null, told: 'refused' };
      duckdb = null;
      await delay(100);
      return { commitId: null, told: 'unknown' };
    }
  });
}

/** Until the server is back; the limit only guards against hanging. */
async function whileAway<T>(act: () => Promise<T>): Promise<T> {
  const end = Date.now() + 300_000;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(100);
    }
  }
}
