import type { RuntimeFunction } from '../runtime-function';
import { jsonPathFunctions } from './json-functions';
import { jsonTextFunctions } from './json-text';

export const jsonFunctions: readonly RuntimeFunction[] = [...jsonPathFunctions, ...jsonTextFunctions];
