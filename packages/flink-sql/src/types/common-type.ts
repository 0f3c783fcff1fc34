import * as t from './constructors';
import { asDecimal } from './decimal';
import {
  integerRank,
  isApproximate,
  isBinary,
  isExact,
  isInteger,
  isNumeric,
  isString,
  isTimestamp,
} from './families';
import { MAX_DECIMAL_PRECISION, MAX_LENGTH, type SqlType, withNullable } from './sql-type';

/**
 * The type that CASE, COALESCE, IN, UNION and constructors give to several values
 * (Calcite's least restrictive type with Flink's type system), or null when there is none.
 */
export function commonType(types: readonly SqlType[]): SqlType | null {
  let result: SqlType | null = null;
  for (const type of types) {
    result = result === null ? type : commonOfTwo(result, type);
    if (result === null) return null;
  }
  return result;
}

export function commonOfTwo(a: SqlType, b: SqlType): SqlType | null {
  const nullable = a.nullable || b.nullable;
  if (a.kind === 'NULL') return withNullable(b, true);
  if (b.kind === 'NULL') return withNullable(a, true);
  const merged = merge(a, b);
  return merged && withNullable(merged, nullable);
}

function merge(a: SqlType, b: SqlType): SqlType | null {
  if (isNumeric(a) && isNumeric(b)) return mergeNumeric(a, b);
  if (isString(a) && isString(b)) return mergeLength(a, b, 'CHAR', 'VARCHAR');
  if (isBinary(a) && isBinary(b)) return mergeLength(a, b, 'BINARY', 'VARBINARY');
  if (isTimestamp(a) && isTimestamp(b)) return mergeTimestamps(a, b);
  if (a.kind === 'DATE' && b.kind === 'TIMESTAMP') return b;
  if (b.kind === 'DATE' && a.kind === 'TIMESTAMP') return a;
  if (a.kind !== b.kind) return null;
  switch (a.kind) {
    case 'TIME':
      return b.kind === 'TIME' ? t.time(Math.max(a.precision, b.precision)) : null;
    case 'ARRAY':
    case 'MULTISET':
      return mergeElements(a, b);
    case 'MAP':
      return mergeMaps(a, b);
    case 'ROW':
      return mergeRows(a, b);
    case 'OPAQUE':
      return b.kind === 'OPAQUE' && a.text === b.text ? a : null;
    default:
      return a;
  }
}

/** Exact with approximate gives the approximate type, except DECIMAL, which gives DOUBLE. */
function mergeNumeric(a: SqlType, b: SqlType): SqlType | null {
  if (isInteger(a) && isInteger(b)) return integerRank(a.kind) >= integerRank(b.kind) ? a : b;
  if (isExact(a) && isExact(b)) {
    const da = asDecimal(a);
    const db = asDecimal(b);
    if (!da || !db) return null;
    const scale = Math.max(da.scale, db.scale);
    const whole = Math.max(da.precision - da.scale, db.precision - db.scale);
    const precision = Math.min(whole + scale, MAX_DECIMAL_PRECISION);
    return t.decimal(precision, Math.min(scale, precision - Math.min(whole, precision)));
  }
  if (a.kind === 'DECIMAL' || b.kind === 'DECIMAL') return t.double();
  if (isApproximate(a) && isApproximate(b)) return a.kind === 'DOUBLE' ? a : b;
  return isApproximate(a) ? a : b;
}

function mergeLength(
  a: SqlType,
  b: SqlType,
  fixed: 'CHAR' | 'BINARY',
  varying: 'VARCHAR' | 'VARBINARY',
): SqlType | null {
  if (!('length' in a) || !('length' in b)) return null;
  if (a.kind === fixed && b.kind === fixed && a.length === b.length) return a;
  return { kind: varying, length: Math.min(Math.max(a.length, b.length), MAX_LENGTH), nullable: true };
}

function mergeTimestamps(a: SqlType, b: SqlType): SqlType | null {
  if (!('precision' in a) || !('precision' in b)) return null;
  const precision = Math.max(a.precision, b.precision);
  return a.kind === 'TIMESTAMP_LTZ' || b.kind === 'TIMESTAMP_LTZ'
    ? t.timestampLtz(precision)
    : t.timestamp(precision);
}

function mergeElements(a: SqlType, b: SqlType): SqlType | null {
  if (!('element' in a) || !('element' in b)) return null;
  const element = commonOfTwo(a.element, b.element);
  return element && { kind: a.kind, element, nullable: true };
}

function mergeMaps(a: SqlType, b: SqlType): SqlType | null {
  if (a.kind !== 'MAP' || b.kind !== 'MAP') return null;
  const key = commonOfTwo(a.key, b.key);
  const value = commonOfTwo(a.value, b.value);
  return key && value && t.map(key, value);
}

function mergeRows(a: SqlType, b: SqlType): SqlType | null {
  if (a.kind !== 'ROW' || b.kind !== 'ROW' || a.fields.length !== b.fields.length) return null;
  const fields = [];
  for (let i = 0; i < a.fields.length; i++) {
    const left = a.fields[i];
    const right = b.fields[i];
    const type = left && right ? commonOfTwo(left.type, right.type) : null;
    if (!left || !type) return null;
    fields.push({ name: left.name, type });
  }
  return t.row(fields);
}
