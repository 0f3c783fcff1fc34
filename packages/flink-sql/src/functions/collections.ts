import { arrayFunctions } from './collections-arrays';
import { mapFunctions } from './collections-maps';
import type { FunctionDefinition } from './definition';

export const collectionFunctions: readonly FunctionDefinition[] = [...arrayFunctions, ...mapFunctions];
