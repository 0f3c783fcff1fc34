import type { FunctionEmitter } from './function-emitter';
import { auxiliaryEmitters } from './functions-auxiliary';
import { conditionalEmitters } from './functions-conditional';
import { encodingEmitters } from './functions-encoding';
import { jsonEmitters } from './functions-json';
import { mathEmitters } from './functions-math';
import { regexEmitters } from './functions-regex';
import { stringEmitters } from './functions-string';
import { temporalEmitters } from './functions-temporal';
import { textPartEmitters } from './functions-text-parts';

/** What the built-in engine can run, by function. A function that is not here is refused by name. */
export const scalarFunctions: Readonly<Record<string, FunctionEmitter | undefined>> = {
  ...stringEmitters,
  ...textPartEmitters,
  ...encodingEmitters,
  ...regexEmitters,
  ...mathEmitters,
  ...temporalEmitters,
  ...conditionalEmitters,
  ...jsonEmitters,
  ...auxiliaryEmitters,
};
