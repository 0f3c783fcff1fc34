import { decimal } from './constructors';
import { type DecimalType, MAX_DECIMAL_PRECISION, type SqlType } from './sql-type';

/** A result with more digits than 38 gives up decimals, but keeps at least so many. */
const MIN_KEPT_SCALE = 6;

const INTEGER_DIGITS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 19 };

/** An exact numeric type as DECIMAL: integers by their greatest number of digits. */
export function asDecimal(type: SqlType): DecimalType | null {
  if (type.kind === 'DECIMAL') return type;
  const digits = INTEGER_DIGITS[type.kind];
  return digits === undefined ? null : decimal(digits, 0, type.nullable);
}

/** Flink's rule for results beyond 38 digits (LogicalTypeMerging.adjustPrecisionScale). */
export function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX_DECIMAL_PRECISION) return decimal(precision, scale);
  const digits = precision - scale;
  const kept = Math.min(scale, MIN_KEPT_SCALE);
  return decimal(MAX_DECIMAL_PRECISION, Math.max(MAX_DECIMAL_PRECISION - digits, kept));
}

/** Type of DECIMAL arithmetic, before nullability. */
export function decimalResult(op: '+' | '-' | '*' | '/' | '%', a: DecimalType, b: DecimalType): DecimalType {
  const { precision: p1, scale: s1 } = a;
  const { precision: p2, scale: s2 } = b;
  const scale = Math.max(s1, s2);
  switch (op) {
    case '+':
    case '-':
      return adjusted(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
    case '*':
      return adjusted(p1 + p2 + 1, s1 + s2);
    case '/': {
      const quotientScale = Math.max(6, s1 + p2 + 1);
      return adjusted(p1 - s1 + s2 + quotientScale, quotientScale);
    }
    case '%':
      return adjusted(Math.min(p1 - s1, p2 - s2) + scale, scale);
  }
}

/** ROUND(DECIMAL(p, s), r): one digit may be gained by the carry (LogicalTypeMerging.findRoundDecimalType). */
export function roundedDecimal(type: DecimalType, digits: number): DecimalType {
  if (digits >= type.scale) return type;
  const precision = type.precision - type.scale + 1 + Math.max(digits, 0);
  return decimal(Math.min(precision, MAX_DECIMAL_PRECISION), Math.max(digits, 0), type.nullable);
}
