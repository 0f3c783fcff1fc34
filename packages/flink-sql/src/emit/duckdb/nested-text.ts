import * as t from '../../types/constructors';
import type { RowType, SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { eachElement, fieldOf } from './nested-values';
import { castToString } from './text-forms';

/**
 * Flink's text of an array `[a, b, NULL]` or row `(a, NULL)`: texts without quotes, every value as CAST gives it.
 * The entries of a map come in an order that only Flink knows: null for them and what is not known.
 */
export function nestedText(emitter: Emitter, value: string, type: SqlType): string | null {
  if (type.kind !== 'ARRAY' && type.kind !== 'ROW') return null;
  let refused = false;
  const inner = (x: string, of: SqlType): string => {
    const text = of.kind === 'NULL' ? 'NULL' : castToString(emitter, x, of, t.string());
    if (text === null) refused = true;
    return `COALESCE(${text ?? 'NULL'}, 'NULL')`;
  };
  const sql =
    type.kind === 'ROW'
      ? rowText(emitter, value, type, inner)
      : arrayText(emitter, value, type.element, inner);
  return refused ? null : sql;
}

type Inner = (value: string, type: SqlType) => string;

function arrayText(emitter: Emitter, value: string, element: SqlType, inner: Inner): string {
  const texts = eachElement(emitter, value, (x) => inner(x, element));
  return `('[' || array_to_string(${texts}, ', ') || ']')`;
}

function rowText(emitter: Emitter, value: string, type: RowType, inner: Inner): string {
  return emitter.once(value, (v) => {
    const fields = type.fields.map((f) => inner(fieldOf(v, f.name), f.type));
    return `CASE WHEN ${v} IS NOT NULL THEN '(' || ${fields.join(" || ', ' || ")} || ')' END`;
  });
}
