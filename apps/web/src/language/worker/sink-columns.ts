import { type Column, type Diagnostic, formatType, typesEqual, withNullable } from '@penstock/flink-sql';
import type { ColumnView, SinkColumnView } from '../protocol';

type Landing = Pick<SinkColumnView, 'mark' | 'why' | 'hint'>;

/** The table's columns as written, each with how the query's column at its place lands in it (by position, as Flink's INSERT). */
export function sinkColumns(
  authored: readonly ColumnView[],
  resolved: readonly Column[],
  output: readonly Column[] | null,
  diagnostics: readonly Diagnostic[],
  timeZone: string,
): SinkColumnView[] {
  // A column whose type cannot be read is missing from the resolved ones, so places would be off by one: nothing is claimed then.
  const known = resolved.length === authored.length;
  return authored.map((column, at) => ({
    ...column,
    ...landing(known ? resolved[at] : undefined, output, at, diagnostics, timeZone),
  }));
}

function landing(
  column: Column | undefined,
  output: readonly Column[] | null,
  at: number,
  diagnostics: readonly Diagnostic[],
  timeZone: string,
): Landing {
  if (column === undefined || output === null) return { mark: 'unknown', why: null, hint: null };
  const given = output[at];
  if (given === undefined)
    return { mark: 'error', why: 'The query gives no column for this place.', hint: 'missing' };
  const refused = diagnostics.find(
    (one) => one.code === 'sink_type' && one.message.startsWith(`Column ${at + 1}:`),
  );
  if (refused !== undefined) return { mark: 'error', why: refused.message, hint: null };
  const crossed = diagnostics.find(
    (one) =>
      one.code === 'sink_names' && one.message.startsWith(`${given.name} would land in ${column.name}:`),
  );
  if (crossed !== undefined) return { mark: 'cast', why: crossed.message, hint: `from ${given.name}` };
  if (typesEqual(withNullable(given.type, true), withNullable(column.type, true)))
    return { mark: 'same', why: null, hint: null };
  return cast(given, column, timeZone);
}

function cast(given: Column, column: Column, timeZone: string): Landing {
  const from = formatType(withNullable(given.type, true));
  const to = formatType(withNullable(column.type, true));
  const kinds = `${given.type.kind}>${column.type.kind}`;
  const zoned = kinds === 'TIMESTAMP_LTZ>TIMESTAMP' || kinds === 'TIMESTAMP>TIMESTAMP_LTZ';
  return {
    mark: 'cast',
    why: zoned
      ? `${given.name} is ${from}; it is stored as ${to} in ${timeZone}`
      : `${given.name} is ${from}; it is cast to ${to}`,
    hint: zoned ? timeZone : 'cast',
  };
}
