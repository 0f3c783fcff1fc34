import type { Bound, BoundCall } from '../../analyze/bound';
import { compilePath } from '../../runtime/json/json-path';
import { isInteger, isString } from '../../types/families';
import { MAX_LENGTH, type SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { type FunctionEmitter, literalText } from './function-emitter';
import { jsonNode } from './json-nodes';
import { quoteLiteral } from './quote';

/** 2.x keeps the digits of numbers and sorts keys; 1.20 does not (see `JsonStyle`). */
function styleOf(emitter: Emitter): string {
  return emitter.flinkVersion === '1.20' ? "'double'" : "'exact'";
}

/** The text and the path of a call; null for a path that is not known to be read as Flink reads it. */
function source(emitter: Emitter, node: BoundCall): string | null {
  const [json, path] = node.args;
  const spec = literalText(path);
  if (!json || !isString(json.type) || spec === null || !compilePath(spec)) return null;
  return `${emitter.expr(json)}, ${quoteLiteral(spec)}`;
}

/** JSON_VALUE; NULL as soon as a default is NULL, as in Flink. */
const jsonValue: FunctionEmitter = (emitter, node) => {
  const from = source(emitter, node);
  const { type, json } = node;
  if (from === null || isShortText(type)) return null;
  const ifEmpty = defaultText(emitter, json?.onEmpty?.value ?? null, type);
  const ifError = defaultText(emitter, json?.onError?.value ?? null, type);
  if (ifEmpty === null || ifError === null) return null;
  const empty = `${quoteLiteral(json?.onEmpty?.kind ?? 'NULL')}, ${ifEmpty}`;
  const error = `${quoteLiteral(json?.onError?.kind ?? 'NULL')}, ${ifError}`;
  const value = `flink_json_value(${from}, ${quoteLiteral(type.kind)}, ${empty}, ${error}, ${styleOf(emitter)})`;
  if (type.kind === 'VARCHAR') return value;
  return `CAST(${value} AS ${type.kind === 'INT' ? 'INTEGER' : type.kind})`;
};

/** A default as text. Defaults of another type than RETURNING fail in Flink when they are needed. */
function defaultText(emitter: Emitter, value: Bound | null, returning: SqlType): string | null {
  if (!value) return "''";
  const { type } = value;
  const same = returning.kind === type.kind && (type.kind === 'INT' || type.kind === 'BOOLEAN');
  const text = returning.kind === 'VARCHAR' && (isString(type) || isInteger(type));
  return same || text ? `CAST(${emitter.expr(value)} AS VARCHAR)` : null;
}

const isShortText = (type: SqlType): boolean => type.kind === 'VARCHAR' && type.length !== MAX_LENGTH;

const jsonQuery: FunctionEmitter = (emitter, node) => {
  const from = source(emitter, node);
  const { type, json } = node;
  const array = type.kind === 'ARRAY';
  if (from === null || isShortText(array ? type.element : type)) return null;
  if (array && !type.element.nullable) return null;
  const behaviors = [json?.onEmpty, json?.onError].map((b) => quoteLiteral(b?.kind ?? 'NULL'));
  const wrapper = quoteLiteral(wrapperOf(json?.wrapper ?? null));
  const name = array ? 'flink_json_query_array' : 'flink_json_query';
  return `${name}(${from}, ${wrapper}, ${behaviors.join(', ')}, ${styleOf(emitter)})`;
};

function wrapperOf(words: string | null): string {
  if (words === null || words.startsWith('WITHOUT')) return 'WITHOUT';
  return words.includes(' CONDITIONAL') ? 'CONDITIONAL' : 'UNCONDITIONAL';
}

const jsonExists: FunctionEmitter = (emitter, node) => {
  const from = source(emitter, node);
  const onError = node.json?.onError?.kind ?? 'FALSE';
  return from && `flink_json_exists(${from}, ${quoteLiteral(onError)})`;
};

/** x IS JSON [VALUE | OBJECT | ARRAY | SCALAR]: of NULL false, and true with NOT. */
function isJson(kind: string, negated: boolean): FunctionEmitter {
  return (emitter, node) => {
    const [text] = node.args;
    if (!text) return null;
    const test = `flink_is_json(${emitter.expr(text)}, ${quoteLiteral(kind)})`;
    return negated ? `(NOT ${test})` : test;
  };
}

/** A runtime function of one text. */
function ofText(name: string): FunctionEmitter {
  return (emitter, node) => (node.args[0] ? `${name}(${emitter.expr(node.args[0])})` : null);
}

const jsonString: FunctionEmitter = (emitter, node) =>
  node.args[0] ? jsonNode(emitter, node.args[0]) : null;

const jsonObject: FunctionEmitter = (emitter, node) => {
  const keys: string[] = [];
  const values: string[] = [];
  for (let i = 0; i + 1 < node.args.length; i += 2) {
    const key = literalText(node.args[i]);
    const value = jsonNode(emitter, node.args[i + 1]);
    if (key === null || value === null) return null;
    keys.push(quoteLiteral(key));
    values.push(node.json?.onNull === 'ABSENT' ? value : `COALESCE(${value}, 'null')`);
  }
  return `flink_json_object(${list(keys)}, ${list(values)})`;
};

const jsonArray: FunctionEmitter = (emitter, node) => {
  const values: string[] = [];
  for (const arg of node.args) {
    const value = jsonNode(emitter, arg);
    if (value === null) return null;
    values.push(node.json?.onNull === 'NULL' ? `COALESCE(${value}, 'null')` : value);
  }
  return `flink_json_array(${list(values)})`;
};

const list = (items: readonly string[]): string => `CAST([${items.join(', ')}] AS VARCHAR[])`;

export const jsonEmitters: Readonly<Record<string, FunctionEmitter>> = {
  JSON_VALUE: jsonValue,
  JSON_QUERY: jsonQuery,
  JSON_EXISTS: jsonExists,
  JSON_STRING: jsonString,
  JSON_OBJECT: jsonObject,
  JSON_ARRAY: jsonArray,
  JSON: ofText('flink_json_document'),
  JSON_QUOTE: ofText('flink_json_quote'),
  JSON_UNQUOTE: ofText('flink_json_unquote'),
  ...Object.fromEntries(
    ['', ' VALUE', ' OBJECT', ' ARRAY', ' SCALAR'].flatMap((kind) => [
      [`IS JSON${kind}`, isJson(kind.trim() || 'VALUE', false)],
      [`IS NOT JSON${kind}`, isJson(kind.trim() || 'VALUE', true)],
    ]),
  ),
};
