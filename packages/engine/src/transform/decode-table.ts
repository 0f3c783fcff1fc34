import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '@penstock/flink-sql';
import { quoteIdent } from '@penstock/flink-sql';
import type { ValueAppender } from '../duckdb/value-appender';
import {
  type MessageFormat,
  PROBLEM_COLUMN,
  RECORD_COLUMN,
  type Unreadable,
} from '../embedded/format/format';
import type { RecordBlock } from '../records/record-block';
import { SOURCE_RELATION } from './transform-sql';

export const RAW_TABLE = 'penstock_raw';
export const DECODED_TABLE = 'penstock_decoded';

/** What became of a block's records before the transformer saw them. */
export type Decoded = {
  /** Records without a value: Flink's formats emit no row for a null message. */
  ignored: number[];
  unreadable: Unreadable[];
  /** Records in DECODED_TABLE that are good. */
  good: number;
};

export type DecodeInput = {
  block: RecordBlock;
  format: MessageFormat;
  columns: readonly Column[];
  /** Records that have ended the engine's process and must not reach DuckDB again. */
  crashing?: ReadonlySet<number>;
};

const CRASHED = 'the message crashed the engine each time it was processed';

/** The two tables live as long as the connection; each block replaces their rows. */
export async function createRawTable(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TABLE ${RAW_TABLE} (r INTEGER, v VARCHAR)`);
}

/**
 * Types a block's records: DECODED_TABLE then holds one row per record that reached DuckDB. The preview and the run
 * both come through here, so that they cannot differ.
 */
export async function decodeBlock(
  connection: DuckDBConnection,
  appender: ValueAppender,
  input: DecodeInput,
): Promise<Decoded> {
  const { block, format, columns, crashing } = input;
  const ignored: number[] = [];
  const unreadable: Unreadable[] = [];
  const accept = (i: number): boolean => {
    const length = block.valueLength[i] ?? -1;
    if (crashing?.has(i)) {
      unreadable.push({ record: i, reason: CRASHED, column: null });
      return false;
    }
    if (length < 0) {
      ignored.push(i);
      return false;
    }
    const reason = format.precheck(block.bytes, block.valueStart[i] ?? 0, length);
    if (reason !== null) unreadable.push({ record: i, reason, column: null });
    return reason === null;
  };
  await createRawTable(connection);
  await appender.append(connection, RAW_TABLE, block, accept, (i) =>
    unreadable.push({ record: i, reason: 'the message is not valid UTF-8', column: null }),
  );
  await connection.run(`CREATE OR REPLACE TABLE ${DECODED_TABLE} AS ${format.decodeSql(columns, RAW_TABLE)}`);
  await readProblems(connection, ignored, unreadable);
  unreadable.sort((a, b) => a.record - b.record);
  return { ignored, unreadable, good: block.count - ignored.length - unreadable.length };
}

async function readProblems(
  connection: DuckDBConnection,
  ignored: number[],
  unreadable: Unreadable[],
): Promise<void> {
  const found = await connection.runAndReadAll(
    `SELECT ${RECORD_COLUMN}, ${PROBLEM_COLUMN}.reason, ${PROBLEM_COLUMN}.column_name FROM ${DECODED_TABLE}
     WHERE ${PROBLEM_COLUMN} IS NOT NULL ORDER BY 1`,
  );
  for (const [record, reason, column] of found.getRows()) {
    if (reason === NULL_MESSAGE) ignored.push(Number(record));
    else
      unreadable.push({
        record: Number(record),
        reason: String(reason),
        column: column === null ? null : String(column),
      });
  }
}

/** What the format says of a message that is the JSON literal null: no row, as for a tombstone. */
export const NULL_MESSAGE = 'penstock_null';

/** Wraps the emitter's SELECT so that it reads the good records of DECODED_TABLE; `and` is SQL that narrows them. */
export function overDecoded(select: string, columns: readonly Column[], and = ''): string {
  const names = columns.map((column) => quoteIdent(column.name)).join(', ');
  return `WITH ${SOURCE_RELATION} AS (
    SELECT ${RECORD_COLUMN}, ${names} FROM ${DECODED_TABLE} WHERE ${PROBLEM_COLUMN} IS NULL${and}
  ) SELECT * FROM (${select})`;
}
