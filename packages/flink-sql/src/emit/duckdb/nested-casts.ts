import { isString } from '../../types/families';
import type { MapType, RowType, SqlType } from '../../types/sql-type';
import { castSql } from './casts';
import type { Emitter } from './emitter';
import { eachElement, fieldOf, isNested, sameLayout, someElement } from './nested-values';
import { quoteIdent } from './quote';
import { toDuckDbType } from './types';

const NOWHERE = { start: 0, end: 0 };

/**
 * CAST between nested types, part by part; fields of a ROW by position. `lenient` (TRY_CAST): one part that cannot be
 * read makes the whole value NULL, as in Flink. Null refuses.
 */
export function castNested(
  emitter: Emitter,
  value: string,
  from: SqlType,
  to: SqlType,
  lenient: boolean,
): string | null {
  if (sameLayout(from, to)) return value;
  if (losesNull(from, to)) return null;
  let refused = false;
  const sql = emitter.once(value, (v) => {
    const cast = part(emitter, v, from, to, lenient);
    const failed = lenient ? unreadable(emitter, v, from, to) : false;
    refused = cast === null || failed === null;
    return failed === false || failed === null
      ? (cast ?? 'NULL')
      : `CASE WHEN ${failed} THEN NULL ELSE ${cast} END`;
  });
  return refused ? null : sql;
}

/** A part that is declared NOT NULL only by the cast: what Flink does with its NULLs is not known. */
function losesNull(from: SqlType, to: SqlType): boolean {
  const inner = (a: SqlType, b: SqlType): boolean => (a.nullable && !b.nullable) || losesNull(a, b);
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY') return inner(from.element, to.element);
  if (from.kind === 'MAP' && to.kind === 'MAP') return inner(from.key, to.key) || inner(from.value, to.value);
  if (from.kind !== 'ROW' || to.kind !== 'ROW') return false;
  return from.fields.some((f, i) => {
    const target = to.fields[i];
    return target === undefined || inner(f.type, target.type);
  });
}

function part(emitter: Emitter, v: string, from: SqlType, to: SqlType, lenient: boolean): string | null {
  if (!isNested(from) || !isNested(to))
    return castSql(emitter, emitter.operand(v, from, NOWHERE), to, lenient);
  let refused = false;
  const inner = (x: string, a: SqlType, b: SqlType): string => {
    const sql = part(emitter, x, a, b, lenient);
    if (sql === null) refused = true;
    return `CAST(${sql ?? 'NULL'} AS ${toDuckDbType(b)})`;
  };
  const sql = partOf(emitter, v, from, to, inner);
  return refused ? null : sql;
}

type Inner = (value: string, from: SqlType, to: SqlType) => string;

function partOf(emitter: Emitter, v: string, from: SqlType, to: SqlType, inner: Inner): string | null {
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY')
    return eachElement(emitter, v, (x) => inner(x, from.element, to.element));
  if (from.kind === 'MAP' && to.kind === 'MAP') return castEntries(emitter, v, from, to, inner);
  if (from.kind === 'ROW' && to.kind === 'ROW') return castFields(v, from, to, inner);
  return null;
}

/** Keys that become equal or NULL fail in DuckDB, loudly. */
function castEntries(emitter: Emitter, v: string, from: MapType, to: MapType, inner: Inner): string {
  const entries = eachElement(
    emitter,
    `map_entries(${v})`,
    (e) =>
      `struct_pack(k := ${inner(`${e}.key`, from.key, to.key)}, v := ${inner(`${e}.value`, from.value, to.value)})`,
  );
  return `CASE WHEN ${v} IS NOT NULL THEN map_from_entries(${entries}) END`;
}

function castFields(v: string, from: RowType, to: RowType, inner: Inner): string {
  const fields = from.fields.map((f, i) => {
    const target = to.fields[i];
    return target ? `${quoteIdent(target.name)} := ${inner(fieldOf(v, f.name), f.type, target.type)}` : '';
  });
  return `CASE WHEN ${v} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
}

/** Whether some text inside cannot be read as its target; false when none can fail, null when it is not known. */
function unreadable(emitter: Emitter, v: string, from: SqlType, to: SqlType): string | false | null {
  if (isString(from) && !isString(to)) {
    if (to.kind === 'DECIMAL') return null;
    const cast = castSql(emitter, emitter.operand(v, from, NOWHERE), to, true);
    return cast && `(${v} IS NOT NULL AND ${cast} IS NULL)`;
  }
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY')
    return within(emitter, v, (x) => unreadable(emitter, x, from.element, to.element));
  if (from.kind === 'MAP' && to.kind === 'MAP')
    return within(emitter, `map_entries(${v})`, (e) =>
      either([
        unreadable(emitter, `${e}.key`, from.key, to.key),
        unreadable(emitter, `${e}.value`, from.value, to.value),
      ]),
    );
  if (from.kind === 'ROW' && to.kind === 'ROW')
    return either(
      from.fields.map((f, i) =>
        unreadable(emitter, fieldOf(v, f.name), f.type, to.fields[i]?.type ?? f.type),
      ),
    );
  return false;
}

function within(
  emitter: Emitter,
  list: string,
  test: (element: string) => string | false | null,
): string | false | null {
  let result: string | false | null = false;
  const sql = someElement(emitter, list, (x) => {
    result = test(x);
    return result === false || result === null ? 'FALSE' : result;
  });
  return result === false || result === null ? result : sql;
}

function either(tests: readonly (string | false | null)[]): string | false | null {
  if (tests.includes(null)) return null;
  const real = tests.filter((x): x is string => typeof x === 'string');
  return real.length === 0 ? false : `(${real.join(' OR ')})`;
}
