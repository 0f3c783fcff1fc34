import { javaDoubleText } from '../double-text';
import type { RuntimeFunction } from '../runtime-function';
import { asDecimalType, decimalText, parseDecimal, type Rounding, withScale } from './decimal';

/** The number rounded to so many decimals; below zero, to tens, hundreds and so on. */
function roundedText(text: string, digits: number, rounding: Rounding): string {
  return decimalText(withScale(parseDecimal(text), digits, rounding));
}

/**
 * ROUND and TRUNCATE of a DOUBLE: on the digits that Java prints for it, not on its binary value.
 * @throws Error for NaN and the infinities, as Java does
 */
function roundDouble(value: number, digits: number, rounding: Rounding): number {
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be rounded`);
  return Number(roundedText(javaDoubleText(value), digits, rounding));
}

/** A FLOAT is truncated as DECIMAL(38, 18). @throws Error where that does not hold it, as Flink does */
function truncateFloat(value: number, digits: number): number {
  const decimal = Number.isFinite(value) ? asDecimalType(parseDecimal(javaDoubleText(value)), 38, 18) : null;
  if (decimal === null) throw new Error(`${value} cannot be truncated`);
  return Number(digits >= 18 ? decimal : roundedText(decimal, digits, 'down'));
}

/** Cut to the low 64 bits, as Java's `longValue`. */
function roundWhole(value: bigint, digits: number, rounding: Rounding): bigint {
  if (digits >= 0) return value;
  return BigInt.asIntN(
    64,
    withScale(parseDecimal(roundedText(String(value), digits, rounding)), 0, 'down').unscaled,
  );
}

/** DECIMAL as text; NULL when the result has more than the given digits. */
const roundDecimal =
  (rounding: Rounding) =>
  (text: string, digits: number, precision: number, scale: number): string | null =>
    asDecimalType(parseDecimal(roundedText(text, digits, rounding)), precision, scale);

function define(
  name: RuntimeFunction['name'],
  parameters: RuntimeFunction['parameters'],
  result: RuntimeFunction['result'],
  call: RuntimeFunction['call'],
): RuntimeFunction {
  return { name, parameters, result, call };
}

/** ROUND (half up) and TRUNCATE (towards zero) of Flink's SqlFunctionUtils, by type of the number. */
export const roundingFunctions: readonly RuntimeFunction[] = [
  define('flink_round_double', ['DOUBLE', 'INTEGER'], 'DOUBLE', (v: number, d: number) =>
    roundDouble(v, d, 'half up'),
  ),
  define('flink_truncate_double', ['DOUBLE', 'INTEGER'], 'DOUBLE', (v: number, d: number) =>
    roundDouble(v, d, 'down'),
  ),
  define('flink_truncate_float', ['DOUBLE', 'INTEGER'], 'DOUBLE', truncateFloat),
  define('flink_round_whole', ['BIGINT', 'INTEGER'], 'BIGINT', (v: bigint, d: number) =>
    roundWhole(v, d, 'half up'),
  ),
  define('flink_truncate_whole', ['BIGINT', 'INTEGER'], 'BIGINT', (v: bigint, d: number) =>
    roundWhole(v, d, 'down'),
  ),
  define(
    'flink_round_decimal',
    ['VARCHAR', 'INTEGER', 'INTEGER', 'INTEGER'],
    'VARCHAR',
    roundDecimal('half up'),
  ),
  define(
    'flink_truncate_decimal',
    ['VARCHAR', 'INTEGER', 'INTEGER', 'INTEGER'],
    'VARCHAR',
    roundDecimal('down'),
  ),
];
