import {
  integerRank,
  isBinary,
  isExact,
  isInteger,
  isInterval,
  isNumeric,
  isString,
  isTemporal,
  isTimestamp,
} from './families';
import type { SqlType } from './sql-type';

/** Whether CAST may turn one type into the other (Flink docs: Data Types, CAST). */
export function canCast(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'NULL') return true;
  if (from.kind === 'OPAQUE' || to.kind === 'OPAQUE') return true;
  if (isString(to)) return true;
  if (isString(from)) return canCastString(to);
  if (isNumeric(from))
    return (
      isNumeric(to) ||
      (to.kind === 'BOOLEAN' && from.kind !== 'FLOAT' && from.kind !== 'DOUBLE') ||
      (isInterval(to) && isExact(from))
    );
  if (from.kind === 'BOOLEAN') return to.kind === 'BOOLEAN' || isNumeric(to);
  if (isBinary(from)) return isBinary(to);
  if (isInterval(from)) return from.kind === to.kind || isExact(to);
  if (isTemporal(from)) return canCastTemporal(from, to);
  return canCastNested(from, to);
}

function canCastString(to: SqlType): boolean {
  return isNumeric(to) || to.kind === 'BOOLEAN' || isBinary(to) || isTemporal(to);
}

function canCastTemporal(from: SqlType, to: SqlType): boolean {
  if (isTimestamp(from)) return isTemporal(to);
  if (from.kind === 'DATE') return to.kind === 'DATE' || isTimestamp(to);
  return to.kind === 'TIME' || isTimestamp(to);
}

function canCastNested(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'ROW' && to.kind === 'ROW') {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((f, i) => {
        const target = to.fields[i];
        return target !== undefined && canCast(f.type, target.type);
      })
    );
  }
  if (from.kind === 'ARRAY' || from.kind === 'MULTISET') {
    return from.kind === to.kind && 'element' in to && canCast(from.element, to.element);
  }
  if (from.kind === 'MAP')
    return to.kind === 'MAP' && canCast(from.key, to.key) && canCast(from.value, to.value);
  return from.kind === to.kind;
}

const WIDENING: Readonly<Record<string, readonly string[]>> = {
  CHAR: ['CHAR'],
  VARCHAR: ['CHAR', 'VARCHAR'],
  BOOLEAN: ['BOOLEAN'],
  BINARY: ['BINARY'],
  VARBINARY: ['BINARY', 'VARBINARY'],
  DECIMAL: ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'DECIMAL', 'FLOAT', 'DOUBLE'],
  DATE: ['DATE', 'TIMESTAMP'],
  TIME: ['TIME', 'TIMESTAMP'],
  TIMESTAMP: ['TIMESTAMP', 'TIMESTAMP_LTZ'],
  TIMESTAMP_LTZ: ['TIMESTAMP', 'TIMESTAMP_LTZ'],
  TIMESTAMP_TZ: ['TIMESTAMP', 'TIMESTAMP_LTZ', 'TIMESTAMP_TZ'],
  FLOAT: ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DECIMAL'],
  DOUBLE: ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DECIMAL', 'DOUBLE'],
};

/**
 * Whether INSERT casts a query column to the sink column's type by itself, nullability aside
 * (Flink's LogicalTypeCasts.supportsImplicitCast).
 */
export function canStoreIn(from: SqlType, sink: SqlType): boolean {
  if (from.kind === 'NULL') return true;
  if (isInteger(sink)) return isInteger(from) && integerRank(from.kind) <= integerRank(sink.kind);
  const sources = WIDENING[sink.kind];
  if (sources) return sources.includes(from.kind);
  if (from.kind === 'ROW' && sink.kind === 'ROW') {
    return (
      from.fields.length === sink.fields.length &&
      from.fields.every((f, i) => {
        const target = sink.fields[i];
        return target !== undefined && canStoreIn(f.type, target.type);
      })
    );
  }
  if ((from.kind === 'ARRAY' || from.kind === 'MULTISET') && 'element' in sink) {
    return from.kind === sink.kind && canStoreIn(from.element, sink.element);
  }
  if (from.kind === 'MAP' && sink.kind === 'MAP')
    return canStoreIn(from.key, sink.key) && canStoreIn(from.value, sink.value);
  if (from.kind === 'OPAQUE') return sink.kind === 'OPAQUE' && from.text === sink.text;
  return from.kind === sink.kind;
}
