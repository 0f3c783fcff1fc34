import * as t from '../types/constructors';
import { asDecimal, decimalResult, roundedDecimal } from '../types/decimal';
import { isApproximate, isExact, isInteger } from '../types/families';
import { type SqlType, withNullable } from '../types/sql-type';
import { definer } from './definer';
import type { FunctionDefinition, ResultRule } from './definition';
import { common, like, of, optional, param, variadic } from './results';

const number = param('number', 'numeric');

const define = definer('arithmetic');

/** ROUND keeps the type, and for DECIMAL the digits asked for. */
const rounded: ResultRule = (args) => {
  const type = args[0]?.type;
  if (!type) return null;
  const nullable = args.some((a) => a.type.nullable);
  if (type.kind !== 'DECIMAL') return withNullable(type, nullable);
  const digits = args[1];
  if (!digits) return withNullable(roundedDecimal(type, 0), nullable);
  return digits.literal === null
    ? withNullable(type, nullable)
    : withNullable(roundedDecimal(type, Number(digits.literal)), nullable);
};

/** CEIL and FLOOR of DECIMAL drop the decimals. */
const whole: ResultRule = (args) => {
  const type = args[0]?.type;
  if (!type) return null;
  return type.kind === 'DECIMAL' ? t.decimal(type.precision, 0, type.nullable) : type;
};

/** The second operand's type for whole numbers (Calcite's MOD), DECIMAL rules else. */
export const modulo: ResultRule = (args) => {
  const [a, b] = args;
  // Flink takes exact numbers only.
  if (!a || !b || isApproximate(a.type) || isApproximate(b.type)) return null;
  if (!isExact(a.type) || !isExact(b.type)) return common(args);
  const nullable = a.type.nullable || b.type.nullable;
  const da = asDecimal(a.type);
  const db = asDecimal(b.type);
  if (!da || !db || (da.scale === 0 && db.scale === 0)) return withNullable(b.type, nullable);
  return withNullable(decimalResult('%', da, db), nullable);
};

const doubles = [
  'EXP',
  'LN',
  'LOG2',
  'LOG10',
  'SQRT',
  'SIN',
  'COS',
  'TAN',
  'COT',
  'ASIN',
  'ACOS',
  'ATAN',
  'SINH',
  'COSH',
  'TANH',
  'DEGREES',
  'RADIANS',
];
const same = (a: SqlType | undefined): boolean => a !== undefined && (isInteger(a) || isApproximate(a));

/** Flink docs: System (Built-in) Functions, Arithmetic Functions. */
export const arithmeticFunctions: readonly FunctionDefinition[] = [
  define('ABS', [param('number', 'numeric', 'interval')], like(0), 'The number without its sign.'),
  define(
    'ROUND',
    [number, optional('digits', 'integer')],
    rounded,
    'The number rounded half up to so many decimals.',
  ),
  define('TRUNCATE', [number, optional('digits', 'integer')], rounded, 'The number cut to so many decimals.'),
  define(
    'FLOOR',
    [param('number', 'numeric', 'date', 'time', 'timestamp'), optional('unit', 'symbol')],
    whole,
    'The greatest whole number not above; with TO unit, the start of the unit.',
  ),
  define(
    'CEIL',
    [param('number', 'numeric', 'date', 'time', 'timestamp'), optional('unit', 'symbol')],
    whole,
    'The least whole number not below; with TO unit, the next start of the unit.',
  ),
  define(
    'CEILING',
    [param('number', 'numeric', 'date', 'time', 'timestamp'), optional('unit', 'symbol')],
    whole,
    'The least whole number not below.',
  ),
  define(
    'MOD',
    [param('dividend', 'numeric'), param('divisor', 'numeric')],
    modulo,
    'The rest of a division, with the sign of the dividend.',
  ),
  define(
    'POWER',
    [param('base', 'numeric'), param('exponent', 'numeric')],
    of(t.double()),
    'The base raised to the exponent.',
  ),
  define(
    'SIGN',
    [number],
    (a) => (same(a[0]?.type) || a[0]?.type.kind === 'DECIMAL' ? (a[0]?.type ?? null) : null),
    '-1, 0 or 1.',
  ),
  define(
    'LOG',
    [number, optional('number', 'numeric')],
    of(t.double()),
    'Natural logarithm; with two arguments, to the base of the first.',
  ),
  define('ATAN2', [number, number], of(t.double()), 'Angle of the point (second, first).'),
  define('PI', [], () => t.double(false), 'The number pi.'),
  define('E', [], () => t.double(false), "Euler's number."),
  define('RAND', [optional('seed', 'integer')], of(t.double()), 'A random number from 0 to 1.', {
    nondeterministic: true,
  }),
  define(
    'RAND_INTEGER',
    [number, optional('bound', 'integer')],
    of(t.int()),
    'A random whole number below a bound.',
    { nondeterministic: true },
  ),
  define(
    'GREATEST',
    [variadic('value', 'comparable')],
    common,
    'The greatest of the values; NULL when one is.',
    { unify: true },
  ),
  define('LEAST', [variadic('value', 'comparable')], common, 'The least of the values; NULL when one is.', {
    unify: true,
  }),
  ...doubles.map((name) => define(name, [number], of(t.double()), `Mathematical function ${name}.`)),
];
