import { parse } from '@penstock/flink-sql';
import type { ParseCase } from '../corpus/cases';
import type { Judged } from '../corpus/verdict';
import { type CorpusVersion, flinkVersionOf, labelOf } from '../corpus/version';

export type ParseFigures = { judged: Judged[]; positions: { given: number; near: number } };

/** Whether texts are accepted as Flink's parser accepts them, and where the first error is said to be. */
export function runParse(cases: readonly ParseCase[], version: CorpusVersion): ParseFigures {
  const positions = { given: 0, near: 0 };
  const judged = cases.map((one): Judged => {
    const label = labelOf<{ ok: boolean; error?: ParseCase['error'] }>(one, version);
    const { diagnostics, tokens } = parse(one.sql, { flinkVersion: flinkVersionOf(version) });
    // Names are not looked at: the grammar takes any name for a type.
    const error = diagnostics.find(({ severity, code }) => severity === 'error' && code !== 'unknown_type');
    const group = `${one.category}${label.ok ? '' : ' (error)'}`;
    const at = label.error?.line !== undefined && label.error.line > 0 ? label.error : undefined;
    if (!label.ok && error !== undefined && at !== undefined) {
      positions.given += 1;
      const offset = offsetOf(one.sql, at.line ?? 1, at.column ?? 1);
      const token = tokens.find(({ start, end }) => start <= offset && offset < end);
      const start = error.range.start;
      if (start === offset || (token !== undefined && token.start <= start && start < token.end))
        positions.near += 1;
    }
    const verdict = (error === undefined) === label.ok ? 'same' : 'different';
    const detail = `${error?.message ?? 'accepted'} | Flink: ${label.error?.message.slice(0, 160) ?? 'accepted'}`;
    return { id: one.id, group, verdict, sql: one.sql, detail };
  });
  return { judged, positions };
}

/** Offset in UTF-16 units of a place given by line and column, both from 1. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}
