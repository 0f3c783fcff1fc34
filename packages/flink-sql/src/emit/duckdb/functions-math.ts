import type { Bound } from '../../analyze/bound';
import { isInteger } from '../../types/families';
import type { Emitter } from './emitter';
import { type FunctionEmitter, literalInteger } from './function-emitter';
import { asFloating, wrapInteger } from './numbers';
import { toDuckDbType } from './types';

const abs: FunctionEmitter = (emitter, node) => {
  const [number] = node.args;
  if (!number) return null;
  if (isInteger(number.type))
    return wrapInteger(`abs(CAST(${emitter.expr(number)} AS BIGINT))`, number.type.kind);
  return node.type.kind === 'INTERVAL_MONTH' || node.type.kind === 'INTERVAL_SECOND'
    ? null
    : `abs(${emitter.expr(number)})`;
};

/** ROUND and TRUNCATE; the number of digits of a DECIMAL must be a literal, as it decides the type. */
const rounding =
  (name: 'round' | 'truncate'): FunctionEmitter =>
  (emitter, node) => {
    const [number, by] = node.args;
    if (!number) return null;
    const digits = by ? emitter.expr(by) : '0';
    const value = emitter.expr(number);
    const { type } = number;
    if (type.kind === 'DECIMAL') {
      if (by && literalInteger(by) === null && !isNull(by)) return null;
      if (node.type.kind !== 'DECIMAL') return null;
      if (by && Number(literalInteger(by)) >= type.scale && !isNull(by)) return value;
      const { precision, scale } = node.type;
      return `CAST(flink_${name}_decimal(CAST(${value} AS VARCHAR), ${digits}, ${precision}, ${scale}) AS ${toDuckDbType(node.type)})`;
    }
    if (isInteger(type)) {
      // Flink generates code that does not compile.
      if (name === 'truncate' && type.kind !== 'INT' && type.kind !== 'BIGINT') return null;
      if (!by) return value;
      return wrapInteger(`flink_${name}_whole(CAST(${value} AS BIGINT), ${digits})`, type.kind);
    }
    const as = name === 'truncate' && type.kind === 'FLOAT' ? 'truncate_float' : `${name}_double`;
    return `CAST(flink_${as}(CAST(${value} AS DOUBLE), ${digits}) AS ${toDuckDbType(type)})`;
  };

function isNull(node: Bound): boolean {
  return node.kind === 'cast' ? isNull(node.operand) : node.kind === 'literal' && node.value === null;
}

const whole =
  (name: 'floor' | 'ceil'): FunctionEmitter =>
  (emitter, node) => {
    const [number] = node.args;
    if (!number || node.args.length > 1) return null;
    const value = emitter.expr(number);
    if (isInteger(number.type)) return value;
    if (number.type.kind === 'DOUBLE' || number.type.kind === 'FLOAT' || number.type.kind === 'DECIMAL')
      return `CAST(${name}(${value}) AS ${toDuckDbType(node.type)})`;
    return null;
  };

/** The sign in the number's own type; Flink's code for TINYINT and SMALLINT does not compile. */
const sign: FunctionEmitter = (emitter, node) => {
  const [number] = node.args;
  if (!number) return null;
  const { type } = number;
  const value = emitter.expr(number);
  if (type.kind === 'DECIMAL' && type.precision === type.scale) return null;
  if (type.kind === 'INT' || type.kind === 'BIGINT' || type.kind === 'DECIMAL')
    return `CAST(sign(${value}) AS ${toDuckDbType(type)})`;
  if (type.kind !== 'FLOAT' && type.kind !== 'DOUBLE') return null;
  // NaN and the two zeros stay as they are.
  return emitter.once(
    value,
    (v) => `CASE WHEN isnan(${v}) OR ${v} = 0 THEN ${v} ELSE CAST(sign(${v}) AS ${toDuckDbType(type)}) END`,
  );
};

const doubles = (emitter: Emitter, args: readonly Bound[]): string[] =>
  args.map((a) => asFloating(emitter.expr(a), a.type, 'DOUBLE'));

const ours =
  (name: string): FunctionEmitter =>
  (emitter, node) =>
    `flink_${name}(${doubles(emitter, node.args).join(', ')})`;

const POSITIVE = (x: string): string => `${x} > 0 AND isfinite(${x})`;
const FINITE = (x: string): string => `isfinite(${x})`;

/**
 * Where DuckDB has a value, its digits are Java's far more often than JavaScript's are; elsewhere (it fails, or follows C
 * for NaN and the infinities) ours are right.
 */
const native =
  (name: string, when: (x: string) => string, sql: (x: string) => string): FunctionEmitter =>
  (emitter, node) =>
    emitter.once(
      doubles(emitter, node.args).join(''),
      (x) => `CASE WHEN ${when(x)} THEN ${sql(x)} ELSE flink_${name}(${x}) END`,
    );

const twice = (
  emitter: Emitter,
  args: readonly Bound[],
  body: (x: string, y: string) => string,
): string | null => {
  const [x, y] = doubles(emitter, args);
  if (x === undefined || y === undefined) return null;
  return emitter.once(x, (a) => emitter.once(y, (b) => body(a, b)));
};

const power: FunctionEmitter = (emitter, node) =>
  twice(
    emitter,
    node.args,
    (x, y) =>
      `CASE WHEN isfinite(${x}) AND isfinite(${y}) AND (${x} > 0 OR (${x} < 0 AND ${y} = trunc(${y}))) THEN pow(${x}, ${y}) ELSE flink_power(${x}, ${y}) END`,
  );

const logarithm: FunctionEmitter = (emitter, node) =>
  node.args.length === 1
    ? ln(emitter, node)
    : twice(
        emitter,
        node.args,
        (base, x) =>
          `CASE WHEN ${POSITIVE(base)} AND ${base} <> 1 AND ${POSITIVE(x)} THEN ln(${x}) / ln(${base}) ELSE flink_log(${base}, ${x}) END`,
      );

const ln = native('ln', POSITIVE, (x) => `ln(${x})`);
const LN_2 = "CAST('0.6931471805599453' AS DOUBLE)";
const OURS = 'LOG10 ASIN ACOS ATAN SINH COSH TANH DEGREES RADIANS ATAN2'.split(' ');

/** A whole number that has at most so many digits; the record fails for others. */
const withinDigits: FunctionEmitter = (emitter, node) => {
  const [number, digits] = node.args;
  if (!number) return null;
  const limit = 10n ** BigInt(literalInteger(digits) ?? 0);
  return emitter.once(
    emitter.expr(number),
    (v) =>
      `CASE WHEN abs(CAST(${v} AS HUGEINT)) >= ${limit}::HUGEINT THEN ${emitter.error('This number has too many digits for the DECIMAL')} ELSE ${v} END`,
  );
};

export const mathEmitters: Readonly<Record<string, FunctionEmitter>> = {
  ...Object.fromEntries(OURS.map((name) => [name, ours(name.toLowerCase())])),
  EXP: native(
    'exp',
    (x) => `abs(${x}) < 700`,
    (x) => `exp(${x})`,
  ),
  LN: ln,
  LOG: logarithm,
  LOG2: native('log2', POSITIVE, (x) => `ln(${x}) / ${LN_2}`),
  SIN: native('sin', FINITE, (x) => `sin(${x})`),
  COS: native('cos', FINITE, (x) => `cos(${x})`),
  TAN: native('tan', FINITE, (x) => `tan(${x})`),
  COT: native(
    'cot',
    (x) => `${x} <> 0 AND isfinite(${x})`,
    (x) => `1 / tan(${x})`,
  ),
  POWER: power,
  // Flink's planner writes SQRT as a power.
  SQRT: (emitter, node) => `flink_power(${doubles(emitter, node.args).join('')}, CAST('0.5' AS DOUBLE))`,
  PI: () => `CAST('3.141592653589793' AS DOUBLE)`,
  E: () => `CAST('2.718281828459045' AS DOUBLE)`,
  'WITHIN DIGITS': withinDigits,
  ABS: abs,
  SIGN: sign,
  ROUND: rounding('round'),
  TRUNCATE: rounding('truncate'),
  FLOOR: whole('floor'),
  CEIL: whole('ceil'),
  CEILING: whole('ceil'),
};
