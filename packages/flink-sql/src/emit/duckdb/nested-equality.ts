import { isApproximate, isInteger, isString } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { eachElement, fieldOf, isNested, someElement } from './nested-values';

const SIMPLE: readonly string[] = ['BOOLEAN', 'DECIMAL', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'];

/** Scalars of which DuckDB's equality, order and distinctness are Flink's for every value. */
export function isPlain(type: SqlType): boolean {
  return isString(type) || isInteger(type) || SIMPLE.includes(type.kind);
}

/** What only Flink's own representation of a value decides. */
export const UNSURE = 'Whether these nested values are equal is known to Flink only';

/**
 * Whether two values that are not NULL are equal (ScalarOperatorGens.generateEquals). Arrays that are alike but hold
 * NULL or a floating number without one form are equal or not depending on how Flink stores them: they fail the record.
 * Null for types whose equality is not known.
 */
export function equality(emitter: Emitter, left: string, right: string, type: SqlType): string | null {
  if (isPlain(type)) return `(${left} = ${right})`;
  if (isApproximate(type)) return `(${left} = ${right} AND NOT isnan(${left}))`;
  if (!isNested(type)) return null;
  const doubt = doubtful(emitter, left, type);
  const [a, b] = [comparisonForm(left, type), comparisonForm(right, type)];
  if (doubt === null || a === null || b === null) return null;
  const failure = `CAST(${emitter.error(UNSURE)} AS BOOLEAN)`;
  const doubts = [doubt, doubtful(emitter, right, type)].join(' OR ');
  return `CASE WHEN ${a} IS DISTINCT FROM ${b} THEN FALSE WHEN ${doubts} THEN ${failure} ELSE TRUE END`;
}

/** A form in which DuckDB finds equal what may be equal in Flink: maps without the order of their entries. */
export function comparisonForm(value: string, type: SqlType): string | null {
  if (type.kind === 'MAP')
    return isPlain(type.key) && !hasMap(type.value) ? `list_sort(map_entries(${value}))` : null;
  return hasMap(type) ? null : value;
}

/** The same for each element of a list. */
export function comparisonForms(emitter: Emitter, list: string, element: SqlType): string | null {
  if (element.kind !== 'MAP') return comparisonForm(list, element);
  let form: string | null = null;
  const sql = eachElement(emitter, list, (x) => {
    form = comparisonForm(x, element);
    return form ?? 'NULL';
  });
  return form === null ? null : sql;
}

function hasMap(type: SqlType): boolean {
  if (type.kind === 'MAP') return true;
  if (type.kind === 'ARRAY') return hasMap(type.element);
  return type.kind === 'ROW' && type.fields.some((f) => hasMap(f.type));
}

/** Whether equality of a value with one that is alike is decided by Flink's representation; null for unknown types. */
export function doubtful(emitter: Emitter, value: string, type: SqlType): string | null {
  if (isPlain(type)) return 'FALSE';
  if (isApproximate(type)) return `(isnan(${value}) OR (${value} = 0 AND signbit(${value})))`;
  const element = type.kind === 'ARRAY' ? type.element : type.kind === 'MAP' ? type.value : null;
  if (element) {
    let inner: string | null = null;
    const list = type.kind === 'ARRAY' ? value : `map_values(${value})`;
    const sql = someElement(emitter, list, (x) => {
      inner = doubtful(emitter, x, element);
      return `${x} IS NULL OR ${inner ?? 'NULL'}`;
    });
    return inner === null ? null : sql;
  }
  if (type.kind !== 'ROW') return null;
  const fields = type.fields.map((f) => doubtful(emitter, fieldOf(value, f.name), f.type));
  return fields.includes(null) ? null : `COALESCE(${fields.join(' OR ')}, FALSE)`;
}

/** Whether Flink compares values of the two types without a cast (PlannerTypeUtils.isInteroperable), exactly. */
export function interoperable(a: SqlType, b: SqlType): boolean {
  if (isString(a) && isString(b)) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'ARRAY') return b.kind === 'ARRAY' && interoperable(a.element, b.element);
  if (a.kind === 'MAP')
    return b.kind === 'MAP' && interoperable(a.key, b.key) && interoperable(a.value, b.value);
  if (a.kind === 'ROW')
    return (
      b.kind === 'ROW' &&
      a.fields.length === b.fields.length &&
      a.fields.every((f, i) => {
        const other = b.fields[i];
        return other !== undefined && interoperable(f.type, other.type);
      })
    );
  if (a.kind === 'DECIMAL') return b.kind === 'DECIMAL' && a.scale === b.scale && a.precision === b.precision;
  if ('precision' in a) return 'precision' in b && a.precision === b.precision;
  return true;
}
