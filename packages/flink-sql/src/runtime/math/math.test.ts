import { describe, expect, it } from 'vitest';
import { atan2 } from './atan2';
import { asDecimalType, parseDecimal } from './decimal';
import { decimalArithmetic } from './decimal-arithmetic';
import { log10 } from './log10';
import { roundingFunctions } from './rounding';

const functions = [...decimalArithmetic, ...roundingFunctions];
function run(name: string, ...args: unknown[]): unknown {
  const found = functions.find((f) => f.name === `flink_${name}`);
  if (!found) throw new Error(`there is no ${name}`);
  return (found.call as (...given: unknown[]) => unknown)(...args);
}

describe('DECIMAL arithmetic, as Java has it', () => {
  it.each([
    ['add', '100.0123456789', '200.0123456789012345678901234567', 38, 9, '300.024691358'],
    ['subtract', '1.00', '2.5', 4, 2, '-1.50'],
    ['multiply', '0.0000006000', '1.0000000000', 38, 6, '0.000001'],
    ['divide', '1.00', '3.0000000000000000', 38, 6, '0.333333'],
    ['divide', '-2', '3.0', 17, 6, '-0.666667'],
    ['divide', '0', '7', 10, 2, '0.00'],
    ['divide', '100000000000000000000', '0.00000000000000100000', 38, 6, null],
    ['remainder', '-3.14', '5', 10, 2, '-3.14'],
    ['remainder', '2000000000', '3.14', 10, 2, '0.50'],
    ['add', '50000000000000000000000000000000000000', '50000000000000000000000000000000000000', 38, 0, null],
  ])('%s(%s, %s) as DECIMAL(%i, %i) is %s', (name, a, b, precision, scale, expected) => {
    expect(run(`decimal_${name}`, a, b, precision, scale)).toBe(expected);
  });

  it('fails when the divisor is zero', () => {
    expect(() => run('decimal_divide', '1', '0.00', 10, 2)).toThrow('Division by zero');
    expect(() => run('decimal_remainder', '1', '0', 10, 2)).toThrow('Division by zero');
  });

  it('takes an exponent, and gives NULL where the digits do not suffice', () => {
    expect(asDecimalType(parseDecimal('1.5E-3'), 5, 4)).toBe('0.0015');
    expect(asDecimalType(parseDecimal('9.99'), 2, 1)).toBeNull();
    expect(asDecimalType(parseDecimal('1E300'), 38, 0)).toBeNull();
  });
});

describe('ROUND and TRUNCATE', () => {
  it.each([
    ['round_double', 0.285, 2, 0.29],
    ['round_double', -125.315, -1, -130],
    ['truncate_double', 0.46, 1, 0.4],
    ['truncate_float', Math.fround(0.45), 2, 0.44],
    ['round_whole', 127n, -1, 130n],
    ['truncate_whole', -47n, -1, -40n],
  ])('%s(%s, %i) is %s', (name, value, digits, expected) => {
    expect(run(name, value, digits)).toBe(expected);
  });

  it('of DECIMAL: NULL when a carry makes it too long', () => {
    expect(run('round_decimal', '99.99', 1, 4, 1)).toBe('100.0');
    expect(run('round_decimal', '99999999999999999999999999999999999999', -1, 38, 0)).toBeNull();
    expect(run('truncate_decimal', '646.646', -2, 8, 0)).toBe('600');
  });

  it('fails for NaN, as Java does', () => {
    expect(() => run('round_double', Number.NaN, 1)).toThrow('cannot be rounded');
  });
});

describe('floating functions where JavaScript and Java have other digits', () => {
  it('log10 is rounded to the nearest', () => {
    expect(log10(43)).toBe(1.6334684555795864);
    expect(log10(42)).toBe(1.6232492903979006);
    expect(log10(1000)).toBe(3);
    expect(log10(Number.MIN_VALUE)).toBe(-323.3062153431158);
    expect(log10(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log10(-1)).toBeNaN();
  });

  it('atan2 in all quadrants and on the axes', () => {
    expect(atan2(-0.5, -0.5)).toBe(-2.356194490192345);
    expect(atan2(0.5, -0.5)).toBe(2.356194490192345);
    expect(atan2(1, 0)).toBe(Math.PI / 2);
    expect(atan2(1e300, 1e-300)).toBe(Math.PI / 2);
    expect(atan2(-0, -1)).toBe(-Math.PI);
  });
});
