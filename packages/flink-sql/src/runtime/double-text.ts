import { javaDigits } from './java-digits';
import type { RuntimeFunction } from './runtime-function';

/**
 * `Double.toString` of Java: decimal notation from 10^-3 up to 10^7, else computerized scientific notation, always with
 * a digit behind the point.
 */
export function javaDoubleText(value: number): string {
  return javaText(value, 'double');
}

/** `Float.toString` of Java. @param value a number that a 32-bit float holds exactly */
export function javaFloatText(value: number): string {
  return javaText(value, 'float');
}

function javaText(value: number, width: 'double' | 'float'): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0.0`;
  const { digits, exponent } = javaDigits(Math.abs(value), width);
  if (exponent > 0 && exponent < 8) {
    const whole = digits.slice(0, exponent).padEnd(exponent, '0');
    return `${sign}${whole}.${digits.slice(exponent) || '0'}`;
  }
  if (exponent <= 0 && exponent > -3) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent - 1}`;
}

export const doubleTextFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_double_text', parameters: ['DOUBLE'], result: 'VARCHAR', call: javaDoubleText },
  { name: 'flink_float_text', parameters: ['FLOAT'], result: 'VARCHAR', call: javaFloatText },
];
