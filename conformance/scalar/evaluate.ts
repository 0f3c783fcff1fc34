import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type Analysis,
  analyze,
  type Diagnostic,
  emitDuckDb,
  parseType,
  quoteIdent,
  type SqlType,
} from '@penstock/flink-sql';
import type { CorpusColumn } from '../corpus/cases';
import { stageOf } from '../corpus/stage';
import { type CorpusVersion, flinkVersionOf } from '../corpus/version';
import { encode } from '../values/encode';
import { literal } from '../values/literal';

/** What the front end and the embedded engine make of one expression over the one-row table `t`. */
export type Evaluation =
  | { kind: 'rejected'; stage: 'parse' | 'validate'; why: string }
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string }
  | { kind: 'value'; type: SqlType; value: unknown };

export type Row = { columns: readonly CorpusColumn[]; timeZone: string; version: CorpusVersion };

export async function evaluate(
  connection: DuckDBConnection,
  statement: string,
  row: Row,
): Promise<Evaluation> {
  const columns = row.columns.map((column) => ({ ...column, type: typeOf(column.type) }));
  const table = { name: 't', columns: columns.map(({ name, type }) => ({ name, type })) };
  const analysis = analyze(statement, {
    source: table,
    inputs: { t: table },
    flinkVersion: flinkVersionOf(row.version),
    timeZone: row.timeZone,
  });
  const error = analysis.diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) return { kind: 'rejected', stage: stageOf(error), why: text(error) };
  const cells = columns.map(({ name, type, value }) => `${literal(value, type)} AS ${quoteIdent(name)}`);
  const source = cells.length > 0 ? `(SELECT ${cells.join(', ')})` : null;
  return run(connection, analysis, source);
}

async function run(
  connection: DuckDBConnection,
  analysis: Analysis,
  source: string | null,
): Promise<Evaluation> {
  const emitted = emitDuckDb(analysis, { source, now: '2024-01-31T10:20:30.123Z' });
  if (!emitted.ok) return { kind: 'refused', why: emitted.diagnostics.map(text).join('; ') };
  const type = analysis.output?.[0]?.type;
  if (type === undefined) return { kind: 'refused', why: 'its type is not known' };
  try {
    const reader = await connection.runAndReadAll(emitted.sql);
    return { kind: 'value', type, value: encode(reader.getRows()[0]?.[0] ?? null, type) };
  } catch (failure) {
    return { kind: 'failed', why: `${String(failure)} in ${emitted.sql}` };
  }
}

const text = ({ code, message }: Diagnostic): string => `${code}: ${message}`;

function typeOf(written: string): SqlType {
  const { type } = parseType(written);
  if (type === null) throw new Error(`the corpus has a type that cannot be read: ${written}`);
  return type;
}
