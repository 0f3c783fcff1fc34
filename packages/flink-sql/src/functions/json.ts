import * as t from '../types/constructors';
import { isString } from '../types/families';
import type { SqlType } from '../types/sql-type';
import { definer } from './definer';
import type { Family, FunctionDefinition, ResultRule } from './definition';
import { always, of, param } from './results';

/** What can stand in JSON: no dates, times and intervals. */
const VALUES: Family[] = [
  'string',
  'boolean',
  'numeric',
  'binary',
  'timestamp',
  'array',
  'map',
  'multiset',
  'row',
];

function isJsonValue(type: SqlType | undefined): boolean {
  if (!type) return false;
  switch (type.kind) {
    case 'DATE':
    case 'TIME':
    case 'NULL':
    case 'INTERVAL_MONTH':
    case 'INTERVAL_SECOND':
    case 'TIMESTAMP_TZ':
      return false;
    case 'ARRAY':
      return isJsonValue(type.element);
    case 'MULTISET':
      return isString(type.element);
    case 'MAP':
      return isString(type.key) && isJsonValue(type.value);
    case 'ROW':
      return type.fields.every((f) => isJsonValue(f.type));
    default:
      return true;
  }
}

/** Keys and values take turns; a key is a text literal. */
const objectType: ResultRule = (args) => {
  const good = args.every(({ type, literal }, i) =>
    i % 2 === 0 ? isString(type) && literal !== null : isJsonValue(type),
  );
  return good ? t.string(false) : null;
};
const arrayType: ResultRule = (args) => (args.every((a) => isJsonValue(a.type)) ? t.string(false) : null);
const stringType: ResultRule = (args) => {
  const [value] = args;
  return value?.type.kind === 'NULL' || isJsonValue(value?.type) ? of(t.string())(args) : null;
};

const repeated = (name: string, accepts: Family[]) => [{ name, accepts, optional: true, variadic: true }];

const define = definer('json');

const byPath = [param('json', 'any'), param('path', 'string')];
const text = [param('text', 'string')];

/** Flink docs: System (Built-in) Functions, JSON. */
export const jsonFunctions: readonly FunctionDefinition[] = [
  define('JSON_VALUE', byPath, always(t.string()), 'The scalar at a path of a JSON text.'),
  define('JSON_EXISTS', byPath, always(t.boolean()), 'Whether a path exists in a JSON text.'),
  define('JSON_QUERY', byPath, always(t.string()), 'The JSON at a path of a JSON text.'),
  define('JSON_STRING', [param('value', ...VALUES)], stringType, 'The value as JSON text.'),
  define(
    'JSON_OBJECT',
    repeated('KEY key VALUE value', ['any']),
    objectType,
    'A JSON object of keys and values.',
  ),
  define('JSON_ARRAY', repeated('value', ['any']), arrayType, 'A JSON array of values.'),
  define('JSON', text, of(t.string()), 'A JSON text put into JSON_OBJECT or JSON_ARRAY as it is.', {
    since: '2.x',
  }),
  define('JSON_QUOTE', text, of(t.string()), 'The text as a JSON string, in quotes.', { since: '2.x' }),
  define('JSON_UNQUOTE', text, of(t.string()), 'The text of a JSON string, without quotes and escapes.', {
    since: '2.x',
  }),
  define(
    'JSON_OBJECTAGG',
    [param('key', 'string', 'numeric', 'boolean'), param('value', 'any')],
    always(t.varchar(2000, false)),
    'A JSON object of a key and a value per row.',
    { aggregate: true },
  ),
  define(
    'JSON_ARRAYAGG',
    [param('value', 'any')],
    always(t.varchar(2000, false)),
    'A JSON array of a value per row.',
    { aggregate: true },
  ),
];
