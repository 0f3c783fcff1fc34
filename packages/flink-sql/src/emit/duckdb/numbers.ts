import type { Bound, BoundCall } from '../../analyze/bound';
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
  if (type.kind === 'DOUBLE' || type.kind === 'FLOAT') {
    if (op === '%') return null;
    const target = toDuckDbType(type);
    const sql = `(${asType(a, target)} ${op} ${asType(b, target)})`;
    return op === '/' ? guarded(emitter, asType(b, target), (y) => `(${asType(a, target)} / ${y})`) : sql;
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

function decimals(emitter: Emitter, op: string, a: Operand, b: Operand, type: DecimalType): string | null {
  const target = toDuckDbType(type);
  const exactScale = Math.max(a.type.scale, b.type.scale);
  if (op === '+' || op === '-') {
    const whole = Math.max(a.type.precision - a.type.scale, b.type.precision - b.type.scale);
    if (type.scale !== exactScale || whole + exactScale + 1 > 38) return null;
    return `CAST(${asType(a.sql, target)} ${op} ${asType(b.sql, target)} AS ${target})`;
  }
  if (op === '*') {
    const precision = a.type.precision + b.type.precision;
    if (precision > 38 || type.scale !== a.type.scale + b.type.scale) return null;
    const wide = `DECIMAL(${precision}, ${a.type.scale})`;
    return `CAST(${asType(a.sql, wide)} * ${asType(b.sql, toDuckDbType(b.type))} AS ${target})`;
  }
  return op === '/' ? divide(emitter, a, b, type) : null;
}

/** Exact quotient of unscaled integers, rounded half up. Refused where 38 digits would not hold the dividend. */
function divide(emitter: Emitter, a: Operand, b: Operand, type: DecimalType): string | null {
  const shift = type.scale + b.type.scale - a.type.scale;
  if (shift < 0 || a.type.precision + shift > 38) return null;
  const dividend = `${unscaled(a)} * ${10n ** BigInt(shift)}::HUGEINT`;
  return emitter.bindOnce(dividend, (n) =>
    emitter.bindOnce(unscaled(b), (d) => {
      const quotient = `(abs(${n}) // abs(${d})) + CASE WHEN abs(${n}) % abs(${d}) >= abs(${d}) - abs(${n}) % abs(${d}) THEN 1 ELSE 0 END`;
      const signed = emitter.bindOnce(quotient, (q) => scaledText(q, `(${n} < 0) <> (${d} < 0)`, type));
      return `CASE WHEN ${d} = 0 THEN ${emitter.error('Division by zero')} WHEN ${n} IS NULL OR ${d} IS NULL THEN NULL ELSE ${signed} END`;
    }),
  );
}

function unscaled(operand: Operand): string {
  return `CAST(replace(CAST(${asType(operand.sql, toDuckDbType(operand.type))} AS VARCHAR), '.', '') AS HUGEINT)`;
}

function scaledText(q: string, negative: string, type: DecimalType): string {
  const one = `${10n ** BigInt(type.scale)}::HUGEINT`;
  const fraction =
    type.scale === 0 ? '' : ` || '.' || lpad(CAST(${q} % ${one} AS VARCHAR), ${type.scale}, '0')`;
  return `TRY_CAST(CASE WHEN ${negative} THEN '-' ELSE '' END || CAST(${q} // ${one} AS VARCHAR)${fraction} AS ${toDuckDbType(type)})`;
}
