import type { RuntimeFunction } from '../runtime-function';
import { binaryTextFunctions } from './binary-text';
import { characterKindFunctions } from './character-kinds';
import { characterFunctions } from './characters';
import { charsetFunctions } from './charsets';
import { paddingFunctions } from './padding';
import { printfFunctions } from './printf';
import { searchFunctions } from './search';
import { splitFunctions } from './split';
import { substringFunctions } from './substring';

/** Functions of Flink on texts and on bytes that are texts. */
export const textFunctions: readonly RuntimeFunction[] = [
  ...binaryTextFunctions,
  ...characterFunctions,
  ...characterKindFunctions,
  ...charsetFunctions,
  ...paddingFunctions,
  ...printfFunctions,
  ...searchFunctions,
  ...splitFunctions,
  ...substringFunctions,
];
