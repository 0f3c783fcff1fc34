import type { FunctionEmitter } from './function-emitter';
import { conditionalEmitters } from './functions-conditional';
import { jsonEmitters } from './functions-json';
import { mathEmitters } from './functions-math';
import { stringEmitters } from './functions-string';
import { temporalEmitters } from './functions-temporal';

/** What the built-in engine can run, by function. A function that is not here is refused by name. */
export const scalarFunctions: Readonly<Record<string, FunctionEmitter | undefined>> = {
  ...stringEmitters,
  ...mathEmitters,
  ...temporalEmitters,
  ...conditionalEmitters,
  ...jsonEmitters,
};
