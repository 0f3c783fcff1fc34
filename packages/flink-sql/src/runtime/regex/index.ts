import type { RuntimeFunction } from '../runtime-function';
import { likeFunctions } from './like';
import { regexFunctions } from './regex-functions';
import { similarFunctions } from './similar';

/** Pattern matching as Java and SQL have it. */
export const patternFunctions: readonly RuntimeFunction[] = [
  ...likeFunctions,
  ...regexFunctions,
  ...similarFunctions,
];
