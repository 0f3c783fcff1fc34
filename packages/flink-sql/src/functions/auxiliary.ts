import * as t from '../types/constructors';
import type { FunctionDefinition } from './definition';
import { always, of, optional, param } from './results';

/** Flink docs: System (Built-in) Functions, auxiliary functions. */
export const auxiliaryFunctions: readonly FunctionDefinition[] = [
  {
    name: 'TYPEOF',
    group: 'auxiliary',
    parameters: [param('value', 'any'), optional('complete', 'boolean')],
    result: always(t.string()),
    description: 'The type of the value, as text.',
  },
  {
    name: 'HASH_CODE',
    group: 'auxiliary',
    parameters: [param('value', 'any')],
    result: of(t.int()),
    description: 'The hash code that Java gives the value.',
  },
];
