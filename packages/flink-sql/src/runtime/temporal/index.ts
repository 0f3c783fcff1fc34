import type { RuntimeFunction } from '../runtime-function';
import { extractFunctions } from './extract';
import { intervalTextFunctions } from './interval-text';
import { monthsBetweenFunctions } from './months-between';
import { roundingFunctions } from './rounding';
import { patternFunctions } from './simple-date-format';
import { textReaderFunctions } from './text-readers';
import { timeTextFunctions } from './time-text';

export const temporalFunctions: readonly RuntimeFunction[] = [
  ...extractFunctions,
  ...intervalTextFunctions,
  ...monthsBetweenFunctions,
  ...patternFunctions,
  ...roundingFunctions,
  ...textReaderFunctions,
  ...timeTextFunctions,
];
