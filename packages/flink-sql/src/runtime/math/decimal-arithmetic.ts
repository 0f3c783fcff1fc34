import type { RuntimeFunction } from '../runtime-function';
import { asDecimalType, type Decimal, digitsOf, divideRounded, parseDecimal, pow10 } from './decimal';

/** Digits that a quotient is first rounded to, half up, before it is rounded to its type's scale. */
const QUOTIENT_DIGITS = 38;

type Operator = (a: Decimal, b: Decimal) => Decimal;

function aligned(a: Decimal, b: Decimal): { x: bigint; y: bigint; scale: number } {
  const scale = Math.max(a.scale, b.scale);
  return { x: a.unscaled * pow10(scale - a.scale), y: b.unscaled * pow10(scale - b.scale), scale };
}

const add: Operator = (a, b) => {
  const { x, y, scale } = aligned(a, b);
  return { unscaled: x + y, scale };
};

const multiply: Operator = (a, b) => ({ unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale });

const divide: Operator = (a, b) => {
  if (b.unscaled === 0n) throw new Error('Division by zero');
  if (a.unscaled === 0n) return { unscaled: 0n, scale: 0 };
  // A first guess at the scale that gives 38 digits; a carry or a leading digit less moves it by one.
  const guess = QUOTIENT_DIGITS - (digitsOf(a.unscaled) - digitsOf(b.unscaled)) + a.scale - b.scale;
  for (let scale = guess + 1; ; scale -= 1) {
    const shift = scale - a.scale + b.scale;
    const [dividend, divisor] =
      shift >= 0 ? [a.unscaled * pow10(shift), b.unscaled] : [a.unscaled, b.unscaled * pow10(-shift)];
    const unscaled = divideRounded(dividend, divisor, 'half up');
    if (digitsOf(unscaled) <= QUOTIENT_DIGITS) return { unscaled, scale };
  }
};

const remainder: Operator = (a, b) => {
  const { x, y, scale } = aligned(a, b);
  if (y === 0n) throw new Error('Division by zero');
  // Java gives up when the whole quotient has more digits than its context.
  if (digitsOf(x / y) > QUOTIENT_DIGITS) throw new Error('Division impossible');
  return { unscaled: x % y, scale };
};

const operation =
  (operator: Operator) =>
  (left: string, right: string, precision: number, scale: number): string | null =>
    asDecimalType(operator(parseDecimal(left), parseDecimal(right)), precision, scale);

function define(name: RuntimeFunction['name'], operator: Operator): RuntimeFunction {
  return {
    name,
    parameters: ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER'],
    result: 'VARCHAR',
    call: operation(operator),
  };
}

/**
 * Arithmetic of two DECIMALs, given as text with the result's precision and scale: rounded half up, NULL when the result
 * does not fit, failing when the divisor is zero (Flink's DecimalDataUtils).
 */
export const decimalArithmetic: readonly RuntimeFunction[] = [
  define('flink_decimal_add', add),
  define('flink_decimal_subtract', (a, b) => add(a, { ...b, unscaled: -b.unscaled })),
  define('flink_decimal_multiply', multiply),
  define('flink_decimal_divide', divide),
  define('flink_decimal_remainder', remainder),
];
