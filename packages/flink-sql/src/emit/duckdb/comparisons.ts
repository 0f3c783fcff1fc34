import type { Bound } from '../../analyze/bound';
import { isBinary, isNumeric, isString } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { compareFloating, mayBeNan } from './nan';
import { nestedComparison } from './nested-comparisons';
import { isNested } from './nested-values';

const SIMPLE = ['BOOLEAN', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ', 'INTERVAL_MONTH', 'INTERVAL_SECOND'];

/** A comparison of scalars; null for types whose comparison is not known to be the same. */
export function emitComparison(emitter: Emitter, op: string, left: Bound, right: Bound): string | null {
  if (isNested(left.type) && isNested(right.type)) return nestedComparison(emitter, op, left, right);
  const sides = comparableSql(
    { sql: emitter.expr(left), type: left.type },
    { sql: emitter.expr(right), type: right.type },
  );
  if (op.startsWith('IS') && (left.type.kind === 'NULL' || right.type.kind === 'NULL'))
    return distinctFromNull(emitter, op, left.type.kind === 'NULL' ? right : left);
  if (sides === null) return null;
  const suspects: [boolean, boolean] = [mayBeNan(left), mayBeNan(right)];
  const isExact = !isNumeric(left.type) || !isNumeric(right.type) || !suspects.includes(true);
  if (isExact) return `(${sides[0]} ${op} ${sides[1]})`;
  return emitter.once(sides[0], (a) => emitter.once(sides[1], (b) => compareFloating(op, [a, b], suspects)));
}

/** NULL without a type is compared with nothing: the other side is NULL or not. */
function distinctFromNull(emitter: Emitter, op: string, other: Bound): string {
  return `(${emitter.expr(other)} ${op === 'IS DISTINCT FROM' ? 'IS NOT NULL' : 'IS NULL'})`;
}

export interface TypedSql {
  readonly sql: string;
  readonly type: SqlType;
}

/** Both values in a form in which DuckDB compares them as Flink does. */
export function comparableSql(left: TypedSql, right: TypedSql): [string, string] | null {
  const a = left.type;
  const b = right.type;
  const sql: [string, string] = [left.sql, right.sql];
  if (a.kind === 'NULL' || b.kind === 'NULL') return ['NULL', 'NULL'];
  if (isString(a) && isString(b)) return sql;
  if (isBinary(a) && isBinary(b)) return sql;
  if (isNumeric(a) && isNumeric(b)) return numbers(sql, a.kind, b.kind);
  return a.kind === b.kind && SIMPLE.includes(a.kind) ? sql : null;
}

/** Java's promotion: with a DECIMAL or DOUBLE beside a floating number both are DOUBLE, with a FLOAT both are FLOAT. */
function numbers(sql: [string, string], a: string, b: string): [string, string] {
  if (a === b) return sql;
  const floating = [a, b].filter((k) => k === 'FLOAT' || k === 'DOUBLE');
  if (floating.length === 0) return sql;
  const type = [a, b].includes('DOUBLE') || [a, b].includes('DECIMAL') ? 'DOUBLE' : 'FLOAT';
  return [`CAST(${sql[0]} AS ${type})`, `CAST(${sql[1]} AS ${type})`];
}
