import type { JsonPath, PathStep } from './json-path';
import { type Json, JsonProblem } from './json-value';

/**
 * What a path leads to, by the rules of the library that Flink uses (Jayway JsonPath 2.9). A path that may have several
 * results gives an array of them.
 * @throws JsonProblem when a definite path leads nowhere; `lax` gives null then, or no results
 */
export function readPath(document: Json, path: JsonPath): Json {
  const definite = path.steps.every(isDefinite);
  const lax = path.mode === 'lax';
  const found: Json[] = [];
  try {
    if (path.steps.length === 0) return document;
    walk({ steps: path.steps, lax, found }, document, 0, true);
    if (!definite) return found;
    const [first] = found;
    if (first === undefined) throw new JsonProblem('No results for path');
    return first;
  } catch (error) {
    if (!lax || !(error instanceof JsonProblem)) throw error;
    return definite ? null : [];
  }
}

interface Reading {
  readonly steps: readonly PathStep[];
  readonly lax: boolean;
  readonly found: Json[];
}

function isDefinite(step: PathStep): boolean {
  return step.kind === 'property' || (step.kind === 'indexes' && step.indexes.length === 1);
}

/** `definite`: no step before this one could have had several results. */
function walk(reading: Reading, model: Json, at: number, definite: boolean): void {
  const step = reading.steps[at];
  if (!step) return;
  const leaf = at === reading.steps.length - 1;
  const below = definite && isDefinite(step);
  const hit = (value: Json | undefined): void => {
    if (value === undefined) return;
    if (leaf) reading.found.push(value);
    else walk(reading, value, at + 1, below);
  };
  switch (step.kind) {
    case 'property':
      property(reading, step.name, model, { leaf, definite }, hit);
      return;
    case 'indexes':
      if (isArray(model, definite)) for (const index of step.indexes) hit(model.at(index));
      return;
    case 'slice':
      if (isArray(model, definite)) for (const item of model.slice(step.from, step.to)) hit(item);
      return;
    case 'wildcard':
      everyChild(model, hit);
      return;
    case 'scan':
      scan(reading, model, at + 1);
  }
}

function property(
  reading: Reading,
  name: string,
  model: Json,
  place: { readonly leaf: boolean; readonly definite: boolean },
  hit: (value: Json | undefined) => void,
): void {
  const missed = place.definite && !reading.lax;
  if (!(model instanceof Map)) {
    if (missed) throw new JsonProblem(`There is no object that could have ${name}`);
    return;
  }
  const value = model.get(name);
  if (value === undefined && !place.leaf && missed) throw new JsonProblem(`There is no ${name}`);
  hit(value);
}

function isArray(model: Json, definite: boolean): model is Json[] {
  if (Array.isArray(model)) return true;
  if (definite) throw new JsonProblem('There is no array at this index');
  return false;
}

function everyChild(model: Json, hit: (value: Json) => void): void {
  if (model instanceof Map) for (const value of model.values()) hit(value);
  if (!Array.isArray(model)) return;
  for (const value of model) {
    try {
      hit(value);
    } catch (error) {
      // One element that does not have what follows does not stop the others.
      if (!(error instanceof JsonProblem)) throw error;
    }
  }
}

/** Every level at which the step `at` can be taken, parents first. */
function scan(reading: Reading, model: Json, at: number): void {
  const step = reading.steps[at];
  if (!step) return;
  if (Array.isArray(model)) {
    if (step.kind !== 'property') walk(reading, model, at, false);
    for (const item of model) scan(reading, item, at);
  } else if (model instanceof Map) {
    const matches = step.kind === 'wildcard' || (step.kind === 'property' && model.has(step.name));
    if (matches) walk(reading, model, at, false);
    for (const item of model.values()) scan(reading, item, at);
  }
}
