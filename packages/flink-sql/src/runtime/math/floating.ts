import type { RuntimeFunction } from '../runtime-function';
import { atan2 } from './atan2';
import { log10 } from './log10';

const RADIANS_TO_DEGREES = 57.29577951308232;
const DEGREES_TO_RADIANS = 0.017453292519943295;

const unary: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  ln: Math.log,
  log2: (x) => Math.log(x) / Math.log(2),
  log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  cot: (x) => 1 / Math.tan(x),
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  degrees: (x) => x * RADIANS_TO_DEGREES,
  radians: (x) => x * DEGREES_TO_RADIANS,
};

const binary: Readonly<Record<string, (x: number, y: number) => number>> = {
  power: (x, y) => x ** y,
  atan2,
  log: (base, x) => Math.log(x) / Math.log(base),
};

/**
 * Functions of DOUBLE. JavaScript's and Java's agree on NaN, infinities and signed zeros, where DuckDB's fail; digits
 * agree to one unit in the last place, which is what Java itself promises.
 */
export const floatingFunctions: readonly RuntimeFunction[] = [
  ...Object.entries(unary).map(
    ([name, call]): RuntimeFunction => ({
      name: `flink_${name}`,
      parameters: ['DOUBLE'],
      result: 'DOUBLE',
      call,
    }),
  ),
  ...Object.entries(binary).map(
    ([name, call]): RuntimeFunction => ({
      name: `flink_${name}`,
      parameters: ['DOUBLE', 'DOUBLE'],
      result: 'DOUBLE',
      call,
    }),
  ),
];
