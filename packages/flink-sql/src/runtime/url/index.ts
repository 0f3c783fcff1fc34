import type { RuntimeFunction } from '../runtime-function';
import { inetFunctions } from './inet';
import { parseUrlFunctions } from './parse-url';
import { urlCodingFunctions } from './url-coding';

/** Addresses of the web and of networks. */
export const urlFunctions: readonly RuntimeFunction[] = [
  ...inetFunctions,
  ...parseUrlFunctions,
  ...urlCodingFunctions,
];
