import { expect, test } from 'vitest';
import { javaDoubleText, javaFloatText } from './double-text';

test.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [1, '1.0'],
  [0.1, '0.1'],
  [0.001, '0.001'],
  [0.00012, '1.2E-4'],
  [1234567, '1234567.0'],
  [9999999.5, '9999999.5'],
  [10000000, '1.0E7'],
  [1.5e300, '1.5E300'],
  [-12.25, '-12.25'],
  [2e-3, '0.002'],
  [2 ** -44, '5.6843418860808015E-14'],
  [4.9e-324, '4.9E-324'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('a DOUBLE %d reads as Java prints it', (value, text) => {
  expect(javaDoubleText(value)).toBe(text);
});

test.each([
  [Math.fround(0.1), '0.1'],
  [Math.fround(3.4028235e38), '3.4028235E38'],
  [Math.fround(16777216), '1.6777216E7'],
  [Math.fround(1.1), '1.1'],
  [100, '100.0'],
  [9.2345682e9, '9.2345682E9'],
  [1.4e-45, '1.4E-45'],
])('a FLOAT %d reads with the digits of a float', (value, text) => {
  expect(javaFloatText(value)).toBe(text);
});
