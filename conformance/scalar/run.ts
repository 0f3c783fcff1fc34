import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScalarCase } from '../corpus/cases';
import type { Judged } from '../corpus/verdict';
import { type CorpusVersion, labelOf } from '../corpus/version';
import { evaluate } from './evaluate';
import { judge } from './judge';

/** Each expression in the version's words: its type, its value and its text against what that Flink answered. */
export async function runScalar(
  connection: DuckDBConnection,
  cases: readonly ScalarCase[],
  version: CorpusVersion,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of cases) {
    const { id, columns, statement, sql } = one;
    const label = labelOf(one, version);
    const row = { columns, timeZone: one.config['table.local-time-zone'] ?? 'UTC', version };
    const value = await evaluate(connection, statement, row);
    const from = columns.length > 0 ? ' FROM t' : '';
    const hasText = value.kind === 'value' && typeof label.expectedText === 'string' && !one.volatile;
    const text = hasText ? await evaluate(connection, `SELECT CAST((${sql}) AS STRING)${from}`, row) : null;
    const opinion = judge({ ...label, volatile: one.volatile ?? false }, value, text);
    judged.push({ id, group: one.function, sql, ...opinion });
  }
  return judged;
}
