import * as t from '../types/constructors';
import { isString } from '../types/families';
import { formatType } from '../types/format-type';
import type { OpaqueType } from '../types/sql-type';
import { definer } from './definer';
import type { FunctionDefinition, ResultRule } from './definition';
import { always, of, optional, param } from './results';

const opaque = (text: string): OpaqueType => ({ kind: 'OPAQUE', text, nullable: true });
const BITMAP = opaque('BITMAP');
const VARIANT = opaque('VARIANT');

const define = definer('auxiliary', { since: '2.x' });

const bitmap = param('bitmap', 'bitmap');

const bitmapOfArray: ResultRule = (args) => {
  const type = args[0]?.type;
  const fits = type?.kind === 'ARRAY' && ['INT', 'SMALLINT', 'TINYINT'].includes(type.element.kind);
  return fits ? of(BITMAP)(args) : null;
};

/** OBJECT_OF('class', 'field', value, …): a structured type of the values' own types. */
const structured: ResultRule = ([name, ...fields]) => {
  if (!name || name.literal === null || fields.length % 2 === 1) return null;
  const parts: string[] = [];
  const names = new Set<string>();
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const key = fields[i];
    const value = fields[i + 1];
    if (!key || !value || !isString(key.type) || key.literal === null || names.has(key.literal)) return null;
    names.add(key.literal);
    const field = key.literal.replaceAll('`', '``');
    parts.push(`\`${field}\` ${formatType(value.type, { serializable: true })}`);
  }
  const quoted = name.literal.replaceAll("'", "''");
  return opaque(`STRUCTURED<${[`'${quoted}'`, ...parts].join(', ')}>`);
};

/** Functions of types whose values only Flink can hold; Penstock knows what they take and give. */
export const opaqueFunctions: readonly FunctionDefinition[] = [
  define('BITMAP_BUILD', [param('numbers', 'array')], bitmapOfArray, 'A bitmap of whole numbers.'),
  define('BITMAP_FROM_BYTES', [param('bytes', 'binary')], of(BITMAP), 'A bitmap from its bytes.'),
  define('BITMAP_TO_BYTES', [bitmap], of(t.bytes()), 'The bytes of a bitmap.'),
  define('BITMAP_TO_ARRAY', [bitmap], of(t.array(t.int())), 'The numbers of a bitmap.'),
  define('BITMAP_TO_STRING', [bitmap], of(t.string()), 'A bitmap as text.'),
  define('BITMAP_CARDINALITY', [bitmap], of(t.bigint()), 'How many numbers a bitmap has.'),
  ...['AND', 'OR', 'XOR', 'ANDNOT'].map((name) =>
    define(`BITMAP_${name}`, [bitmap, bitmap], of(BITMAP), `${name} of two bitmaps.`),
  ),
  define(
    'PARSE_JSON',
    [param('json', 'string'), optional('allowDuplicateKeys', 'boolean')],
    of(VARIANT),
    'The JSON text as a VARIANT; fails when it is none.',
  ),
  define(
    'TRY_PARSE_JSON',
    [param('json', 'string'), optional('allowDuplicateKeys', 'boolean')],
    always(VARIANT),
    'The JSON text as a VARIANT; NULL when it is none.',
  ),
  define(
    'OBJECT_OF',
    [param('class', 'string'), { name: 'key, value', accepts: ['any'], optional: true, variadic: true }],
    structured,
    'An object of a class with fields and their values.',
  ),
];
