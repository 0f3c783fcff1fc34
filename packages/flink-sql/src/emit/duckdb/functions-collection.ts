import type { FunctionEmitter } from './function-emitter';
import { arrayEmitters } from './functions-array';
import { arraySearchEmitters } from './functions-array-search';
import { arraySetEmitters } from './functions-array-sets';
import { mapEmitters } from './functions-map';

/** Functions of arrays and maps. They take NULL without a type as well. */
export const collectionEmitters: Readonly<Record<string, FunctionEmitter | undefined>> = {
  ...arrayEmitters,
  ...arraySearchEmitters,
  ...arraySetEmitters,
  ...mapEmitters,
};
