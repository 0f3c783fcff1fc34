import { type Bound, type BoundCall, walkBound } from '../../analyze/bound';
import { asDecimal } from '../../types/decimal';
import { isInteger } from '../../types/families';
import type { DecimalType, IntegerKind, SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { toDuckDbType } from './types';

const BITS: Readonly<Record<IntegerKind, bigint>> = { TINYINT: 8n, SMALLINT: 16n, INT: 32n, BIGINT: 64n };

/** A BIGINT expression cut to the low bits of a narrower type, as Java (and so Flink) narrows. */
export function wrapInteger(sql: string, kind: IntegerKind): string {
  if (kind === 'BIGINT') return sql;
  const size = 1n << BITS[kind];
  const half = size / 2n;
  return `CAST(((((${sql}) & ${size - 1n}) + ${half}) % ${size}) - ${half} AS ${kind === 'INT' ? 'INTEGER' : kind})`;
}

const asType = (sql: string, type: string): string => `CAST(${sql} AS ${type})`;

/** A floating number as a whole one: cut towards zero, and held at the bounds of INT or BIGINT, as Java does. */
export function floatToInteger(emitter: Emitter, number: string, kind: IntegerKind): string {
  return emitter.once(number, (value) => saturated(value, kind));
}

function saturated(value: string, kind: IntegerKind): string {
  const [type, low, high] =
    kind === 'BIGINT'
      ? ['BIGINT', -(1n << 63n), (1n << 63n) - 1n]
      : ['INTEGER', -(1n << 31n), (1n << 31n) - 1n];
  const inside = `CASE WHEN isnan(${value}) THEN 0 WHEN ${value} >= ${high}::DOUBLE THEN ${high} WHEN ${value} <= ${low}::DOUBLE THEN ${low} ELSE CAST(trunc(${value}) AS ${type}) END`;
  return kind === 'BIGINT' || kind === 'INT'
    ? `CAST(${inside} AS ${type})`
    : wrapInteger(`CAST(${inside} AS BIGINT)`, kind);
}

/** A number as DOUBLE or FLOAT. A DECIMAL is read from its digits, so that it is rounded once. */
export function asFloating(sql: string, from: SqlType, to: 'DOUBLE' | 'FLOAT'): string {
  if (from.kind === to) return sql;
  const number = from.kind === 'DECIMAL' ? asType(asType(sql, 'VARCHAR'), 'DOUBLE') : sql;
  return from.kind === 'DECIMAL' && to === 'DOUBLE' ? number : asType(number, to);
}

function isConstant(node: Bound): boolean {
  let constant = true;
  walkBound(node, (n) => {
    if (n.kind === 'column' || n.kind === 'ref') constant = false;
    return constant;
  });
  return constant;
}

/** + - * / % and unary minus; null for types it does not cover. */
export function emitArithmetic(
  emitter: Emitter,
  op: string,
  left: Bound,
  right: Bound,
  type: SqlType,
): string | null {
  const a = emitter.expr(left);
  const b = emitter.expr(right);
  if (isInteger(type) && isInteger(left.type) && isInteger(right.type))
    return integers(emitter, op, a, b, type.kind, right);
  // The rest of a DECIMAL without decimals by a whole number is that of its BIGINT.
  if (isInteger(type) && op === '%' && left.type.kind === 'DECIMAL' && isInteger(right.type))
    return integers(emitter, op, asType(a, 'HUGEINT'), b, type.kind, right);
  if (type.kind === 'DOUBLE' || type.kind === 'FLOAT') {
    if (op === '%') return null;
    const x = asFloating(a, left.type, type.kind);
    const y = asFloating(b, right.type, type.kind);
    // Among constants a division by zero fails in Flink; else it gives an infinity or NaN.
    return op === '/' && isConstant(left) && isConstant(right)
      ? guarded(emitter, y, (d) => `(${x} / ${d})`)
      : `(${x} ${op} ${y})`;
  }
  const da = asDecimal(left.type);
  const db = asDecimal(right.type);
  if (type.kind === 'DECIMAL' && da && db)
    return decimals(emitter, op, { sql: a, type: da }, { sql: b, type: db }, type);
  return null;
}

/**
 * A chain of + and - over INT or narrower: summed as BIGINT and cut once, which gives the same bits as cutting
 * after every step and keeps the expression small. Null for other calls.
 */
export function emitIntegerSum(emitter: Emitter, node: BoundCall): string | null {
  const { type } = node;
  if (!isInteger(type) || type.kind === 'BIGINT') return null;
  const terms: string[] = [];
  let left: Bound = node;
  while (left.kind === 'call' && (left.fn === '+' || left.fn === '-') && left.type.kind === type.kind) {
    const [a, b]: readonly Bound[] = left.args;
    if (!a || !b || !isInteger(a.type) || !isInteger(b.type)) return null;
    terms.push(`${left.fn} ${asType(emitter.expr(b), 'BIGINT')}`);
    left = a;
  }
  return wrapInteger([asType(emitter.expr(left), 'BIGINT'), ...terms.reverse()].join(' '), type.kind);
}

/** Below BIGINT the exact result is computed and cut, as Flink's overflow wraps; BIGINT overflow fails the record. */
function integers(
  emitter: Emitter,
  op: string,
  a: string,
  b: string,
  kind: IntegerKind,
  right: Bound,
): string {
  const x = asType(a, 'BIGINT');
  const y = asType(b, 'BIGINT');
  if (op === '+' || op === '-' || op === '*') return wrapInteger(`${x} ${op} ${y}`, kind);
  const duck = op === '/' ? '//' : '%';
  if (right.kind === 'literal' && right.value !== null && Number(right.value) !== 0)
    return wrapInteger(`${x} ${duck} ${y}`, kind);
  return guarded(emitter, y, (d) => wrapInteger(`${x} ${duck} ${d}`, kind));
}

/** Division by zero fails in Flink; DuckDB would give NULL or infinity. */
function guarded(emitter: Emitter, divisor: string, body: (divisor: string) => string): string {
  return emitter.once(
    divisor,
    (d) => `CASE WHEN ${d} = 0 THEN ${emitter.error('Division by zero')} ELSE ${body(d)} END`,
  );
}

interface Operand {
  readonly sql: string;
  readonly type: DecimalType;
}

const METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
};

/** Sums and products that DuckDB holds exactly are left to it; the rest is ours. */
function decimals(emitter: Emitter, op: string, a: Operand, b: Operand, type: DecimalType): string | null {
  const target = toDuckDbType(type);
  const exactScale = Math.max(a.type.scale, b.type.scale);
  if (op === '+' || op === '-') {
    const whole = Math.max(a.type.precision - a.type.scale, b.type.precision - b.type.scale);
    if (type.scale === exactScale && whole + exactScale + 1 <= 38)
      return `CAST(${asType(a.sql, target)} ${op} ${asType(b.sql, target)} AS ${target})`;
  }
  const precision = a.type.precision + b.type.precision;
  if (op === '*' && precision <= 38 && type.scale === a.type.scale + b.type.scale) {
    const wide = `DECIMAL(${precision}, ${a.type.scale})`;
    return `CAST(${asType(a.sql, wide)} * ${asType(b.sql, toDuckDbType(b.type))} AS ${target})`;
  }
  const method = METHODS[op];
  if (method === undefined) return null;
  const text = `flink_decimal_${method}(CAST(${a.sql} AS VARCHAR), CAST(${b.sql} AS VARCHAR), ${type.precision}, ${type.scale})`;
  const result = `CAST(${text} AS ${target})`;
  if (type.nullable) return result;
  // A value that does not fit is NULL, which a NOT NULL result cannot be: Flink fails when it is used.
  return emitter.bindOnce(result, (v) => `coalesce(${v}, ${emitter.error('A DECIMAL is too large')})`);
}
