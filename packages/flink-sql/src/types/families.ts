import type { IntegerKind, SqlType } from './sql-type';

const INTEGERS: readonly string[] = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'];

export const isInteger = (t: SqlType): t is SqlType & { kind: IntegerKind } => INTEGERS.includes(t.kind);
export const isExact = (t: SqlType): boolean => isInteger(t) || t.kind === 'DECIMAL';
export const isApproximate = (t: SqlType): boolean => t.kind === 'FLOAT' || t.kind === 'DOUBLE';
export const isNumeric = (t: SqlType): boolean => isExact(t) || isApproximate(t);
export const isString = (t: SqlType): boolean => t.kind === 'CHAR' || t.kind === 'VARCHAR';
export const isBinary = (t: SqlType): boolean => t.kind === 'BINARY' || t.kind === 'VARBINARY';
export const isInterval = (t: SqlType): boolean =>
  t.kind === 'INTERVAL_MONTH' || t.kind === 'INTERVAL_SECOND';
export const isTimestamp = (t: SqlType): boolean => t.kind === 'TIMESTAMP' || t.kind === 'TIMESTAMP_LTZ';
export const isTemporal = (t: SqlType): boolean => t.kind === 'DATE' || t.kind === 'TIME' || isTimestamp(t);

/** Order of width: a result takes the wider of two integers. */
export function integerRank(kind: IntegerKind): number {
  return INTEGERS.indexOf(kind);
}
