import { arithmeticFunctions } from './arithmetic';
import type { FunctionDefinition } from './definition';
import { knownNames } from './known-names';
import {
  aggregateFunctions,
  collectionFunctions,
  conditionalFunctions,
  hashFunctions,
  ifFunction,
  jsonFunctions,
} from './others';
import { stringFunctions } from './strings';
import { temporalFunctions } from './temporal';

const ALL: readonly FunctionDefinition[] = [
  ...stringFunctions,
  ...arithmeticFunctions,
  ...temporalFunctions,
  ...conditionalFunctions,
  ifFunction,
  ...hashFunctions,
  ...jsonFunctions,
  ...collectionFunctions,
  ...aggregateFunctions,
];

const BY_NAME: ReadonlyMap<string, FunctionDefinition> = new Map(ALL.map((f) => [f.name, f]));

/** All functions with signatures, for completion and documentation. */
export function allFunctions(): readonly FunctionDefinition[] {
  return ALL;
}

export function findFunction(upper: string): FunctionDefinition | null {
  return BY_NAME.get(upper) ?? null;
}

/** A function of Flink whose types are not described yet. */
export function isKnownFunction(upper: string): boolean {
  return BY_NAME.has(upper) || knownNames.has(upper);
}

export function functionNames(): string[] {
  return [...BY_NAME.keys(), ...knownNames];
}
