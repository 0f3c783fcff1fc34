import { doubleTextFunctions } from './double-text';
import { hashFunctions } from './hash/sha2';
import { hashCodeFunctions } from './hash-code';
import { jsonFunctions } from './json';
import { decimalArithmetic } from './math/decimal-arithmetic';
import { floatingFunctions } from './math/floating';
import { roundingFunctions } from './math/rounding';
import { patternFunctions } from './regex';
import type { RuntimeFunction } from './runtime-function';
import { temporalFunctions } from './temporal';
import { textFunctions } from './text';
import { urlFunctions } from './url';

/** Every function of ours that emitted SQL may call. */
export const runtimeFunctions: readonly RuntimeFunction[] = [
  ...doubleTextFunctions,
  ...decimalArithmetic,
  ...floatingFunctions,
  ...roundingFunctions,
  ...hashFunctions,
  ...patternFunctions,
  ...textFunctions,
  ...urlFunctions,
  ...temporalFunctions,
  ...jsonFunctions,
  ...hashCodeFunctions,
];
