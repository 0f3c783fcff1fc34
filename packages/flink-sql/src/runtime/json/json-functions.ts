import type { RuntimeFunction } from '../runtime-function';
import { compilePath } from './json-path';
import { readJson } from './json-reader';
import { isScalar, type Json, JsonProblem, type JsonScalar } from './json-value';
import { type JsonStyle, scalarText, writeJson } from './json-writer';
import { readPath } from './path-reader';

/** What a path leads to, or why it leads nowhere. */
type Outcome = { readonly value: Json; readonly lax: boolean } | JsonProblem;

function follow(text: string, spec: string): Outcome {
  const path = compilePath(spec);
  if (!path) throw new Error(`The JSON path ${spec} is read only on Flink`);
  const lax = path.mode === 'lax';
  try {
    const document = tryRead(text);
    if (document instanceof JsonProblem) return lax ? { value: null, lax } : document;
    if (document === null) return new JsonProblem('A path needs an object, an array or a scalar, not null');
    const value = readPath(document, path);
    return value === null && !lax ? new JsonProblem('A strict path must not lead to null') : { value, lax };
  } catch (error) {
    if (error instanceof JsonProblem) return error;
    throw error;
  }
}

function tryRead(text: string): Json | JsonProblem {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return error;
    throw error;
  }
}

/** What ON EMPTY and ON ERROR ask for. */
function behave<T>(behavior: string, otherwise: Readonly<Record<string, T>>, message: string): T | null {
  if (behavior === 'ERROR') throw new Error(message);
  return otherwise[behavior] ?? null;
}

function jsonValue(
  text: string,
  path: string,
  returning: string,
  onEmpty: string,
  ifEmpty: string,
  onError: string,
  ifError: string,
  style: JsonStyle,
): string | null {
  const outcome = follow(text, path);
  if (outcome instanceof JsonProblem) return behave(onError, { DEFAULT: ifError }, outcome.message);
  const { value, lax } = outcome;
  if (value === null || (lax && !isScalar(value)))
    return behave(onEmpty, { DEFAULT: ifEmpty }, 'Empty result of JSON_VALUE function is not allowed');
  if (!isScalar(value)) return behave(onError, { DEFAULT: ifError }, 'JSON_VALUE needs a scalar value');
  return value === null ? null : returned(value, returning, style);
}

/** The value for RETURNING; Flink casts Java's class of it and fails outside of ON ERROR. */
function returned(value: JsonScalar, returning: string, style: JsonStyle): string {
  const number = typeof value === 'object' ? value : null;
  const fits =
    returning === 'VARCHAR' ||
    (returning === 'BOOLEAN' && typeof value === 'boolean') ||
    (returning === 'INT' && number?.integral === true && isInt(number.text)) ||
    (returning === 'DOUBLE' && number?.integral === false);
  if (!fits) throw new Error(`JSON_VALUE: this value is no ${returning}`);
  return returning === 'DOUBLE' && number ? String(Number(number.text)) : scalarText(value, style);
}

function isInt(text: string): boolean {
  return BigInt.asIntN(32, BigInt(text)) === BigInt(text);
}

type QueryOutcome = { readonly value: Json } | { readonly fallback: string | null };

function query(text: string, path: string, wrapper: string, onEmpty: string, onError: string): QueryOutcome {
  const texts = { 'EMPTY ARRAY': '[]', 'EMPTY OBJECT': '{}' };
  const outcome = follow(text, path);
  if (outcome instanceof JsonProblem) return { fallback: behave(onError, texts, outcome.message) };
  const { lax } = outcome;
  const value = wrapped(outcome.value, wrapper);
  if (value === null || (lax && isScalar(value)))
    return { fallback: behave(onEmpty, texts, 'Empty result of JSON_QUERY function is not allowed') };
  if (isScalar(value))
    return { fallback: behave(onError, texts, 'JSON_QUERY needs an array or object in strict mode') };
  return { value };
}

function wrapped(value: Json, wrapper: string): Json {
  if (value === null || wrapper === 'WITHOUT') return value;
  return wrapper === 'CONDITIONAL' && Array.isArray(value) ? value : [value];
}

function jsonQuery(
  text: string,
  path: string,
  wrapper: string,
  onEmpty: string,
  onError: string,
  style: JsonStyle,
): string | null {
  const outcome = query(text, path, wrapper, onEmpty, onError);
  return 'value' in outcome ? writeJson(outcome.value, style) : outcome.fallback;
}

function jsonQueryArray(
  text: string,
  path: string,
  wrapper: string,
  onEmpty: string,
  onError: string,
  style: JsonStyle,
): (string | null)[] | null {
  const outcome = query(text, path, wrapper, onEmpty, onError);
  if (!('value' in outcome)) return outcome.fallback === null ? null : [];
  const { value } = outcome;
  if (!Array.isArray(value)) return behave(onError, { 'EMPTY ARRAY': [] }, 'JSON_QUERY needs an array here');
  return value.map((item) => {
    if (item === null) return null;
    return isScalar(item) && item !== null ? scalarText(item, style) : writeJson(item, style);
  });
}

function jsonExists(text: string, path: string, onError: string): boolean | null {
  const outcome = follow(text, path);
  if (!(outcome instanceof JsonProblem)) return outcome.value !== null;
  return behave(onError, { TRUE: true, FALSE: false }, outcome.message);
}

/** @param kind VALUE, OBJECT, ARRAY or SCALAR; a text that is NULL is none of them */
function isJson(text: string | null, kind: string): boolean {
  if (text === null) return false;
  const value = tryRead(text);
  if (value instanceof JsonProblem) return false;
  if (kind === 'OBJECT') return value instanceof Map;
  if (kind === 'ARRAY') return Array.isArray(value);
  return kind === 'VALUE' || isScalar(value);
}

const QUERY: RuntimeFunction['parameters'] = [
  'VARCHAR',
  'VARCHAR',
  'VARCHAR',
  'VARCHAR',
  'VARCHAR',
  'VARCHAR',
];

/** Flink docs: JSON functions. The last parameter is the style of the Flink version, `exact` or `double`. */
export const jsonPathFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_json_value',
    parameters: [...QUERY, 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: jsonValue,
  },
  { name: 'flink_json_query', parameters: QUERY, result: 'VARCHAR', call: jsonQuery },
  { name: 'flink_json_query_array', parameters: QUERY, result: 'VARCHAR[]', call: jsonQueryArray },
  {
    name: 'flink_json_exists',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: jsonExists,
  },
  {
    name: 'flink_is_json',
    parameters: ['VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    takesNull: true,
    call: isJson,
  },
];
