import { arithmeticFunctions } from './arithmetic';
import { auxiliaryFunctions } from './auxiliary';
import { collectionFunctions } from './collections';
import type { FunctionDefinition } from './definition';
import { encodingFunctions } from './encodings';
import { jsonFunctions } from './json';
import { knownNames } from './known-names';
import { opaqueFunctions } from './opaque';
import { aggregateFunctions, conditionalFunctions, hashFunctions, ifFunction } from './others';
import { regularExpressionFunctions } from './regular-expressions';
import { stringFunctions } from './strings';
import { temporalFunctions } from './temporal';
import { textPartFunctions } from './text-parts';

const ALL: readonly FunctionDefinition[] = [
  ...stringFunctions,
  ...regularExpressionFunctions,
  ...encodingFunctions,
  ...textPartFunctions,
  ...arithmeticFunctions,
  ...temporalFunctions,
  ...conditionalFunctions,
  ifFunction,
  ...hashFunctions,
  ...jsonFunctions,
  ...auxiliaryFunctions,
  ...opaqueFunctions,
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
