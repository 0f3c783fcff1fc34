import { doubleTextFunctions } from './double-text';
import type { RuntimeFunction } from './runtime-function';

/** Every function of ours that emitted SQL may call. */
export const runtimeFunctions: readonly RuntimeFunction[] = [...doubleTextFunctions];
