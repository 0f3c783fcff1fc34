/** A decimal number as Java's BigDecimal holds it: `unscaled` × 10^-`scale`; the scale may be negative. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

export type Rounding = 'half up' | 'down';

/** Beyond so many places a number would take unbounded memory; Java runs into its own limits there. */
const MAX_PLACES = 10_000;

/** Reads `-12.50` or `1.25E-7`: the text of a DECIMAL, and of a floating number as Java prints it. */
export function parseDecimal(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (whole + fraction === '') throw new Error(`'${text}' is no number`);
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > MAX_PLACES) throw new Error(`'${text}' has too many digits`);
  return { unscaled: sign === '-' ? -digits : digits, scale };
}

export const pow10 = (exponent: number): bigint => 10n ** BigInt(exponent);

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Number of digits; that of zero is 1. */
export const digitsOf = (value: bigint): number => abs(value).toString().length;

/** The quotient of two whole numbers, rounded. @throws Error when the divisor is zero */
export function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor === 0n) throw new Error('Division by zero');
  const [n, d] = [abs(dividend), abs(divisor)];
  const quotient = n / d + (rounding === 'half up' && (n % d) * 2n >= d ? 1n : 0n);
  return dividend < 0n !== divisor < 0n ? -quotient : quotient;
}

/** The number with so many decimals. @throws Error beyond 10,000 places */
export function withScale({ unscaled, scale }: Decimal, target: number, rounding: Rounding): Decimal {
  const shift = target - scale;
  if (Math.abs(shift) > MAX_PLACES) throw new Error('A number with too many digits');
  const moved = shift >= 0 ? unscaled * pow10(shift) : divideRounded(unscaled, pow10(-shift), rounding);
  return { unscaled: moved, scale: target };
}

/** In plain notation, without an exponent. */
export function decimalText({ unscaled, scale }: Decimal): string {
  if (scale <= 0) return (unscaled * pow10(-scale)).toString();
  const digits = abs(unscaled)
    .toString()
    .padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}

/**
 * The text of the number as DECIMAL(precision, scale), rounded half up; null when it has too many digits
 * (Flink's DecimalData.fromBigDecimal).
 */
export function asDecimalType(value: Decimal, precision: number, scale: number): string | null {
  // More whole digits than any DECIMAL has: scaling would only cost memory.
  if (value.unscaled !== 0n && digitsOf(value.unscaled) - value.scale > 40) return null;
  const fitted = withScale(value, scale, 'half up');
  return digitsOf(fitted.unscaled) > precision ? null : decimalText(fitted);
}
