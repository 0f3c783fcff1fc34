import { commonType } from '../types/common-type';
import * as t from '../types/constructors';
import { isBinary, isString } from '../types/families';
import { withNullable } from '../types/sql-type';
import { definer } from './definer';
import type { FunctionDefinition, ResultRule } from './definition';
import { of, optional, param, variadic } from './results';

const text = param('text', 'string');

const define = definer('string');

/** OVERLAY: as long as both texts together. */
const joinedLength: ResultRule = (args) => {
  const lengths = args.slice(0, 2).map((a) => ('length' in a.type ? a.type.length : 0));
  const sum = lengths.reduce((total, length) => total + length, 0);
  return t.varchar(
    Math.min(sum, t.string().length),
    args.some((a) => a.type.nullable),
  );
};

/** ELT: the common type of the values, all texts or all bytes; the index may not be a negative literal. */
const chosen: ResultRule = (args) => {
  const [index, ...values] = args.map((a) => a.type);
  if (!index || args[0]?.literal?.startsWith('-')) return null;
  if (!values.every(isString) && !values.every(isBinary)) return null;
  const type = commonType(values);
  return type && withNullable(type, true);
};

/** Flink docs: System (Built-in) Functions, String Functions: parts of texts and texts made of parts. */
export const textPartFunctions: readonly FunctionDefinition[] = [
  define(
    'OVERLAY',
    [text, param('replacement', 'string'), param('from', 'integer'), optional('length', 'integer')],
    joinedLength,
    'The text with a part replaced.',
  ),
  define(
    'SPLIT',
    [text, param('delimiter', 'string')],
    (args) =>
      t.array(
        t.string(),
        args.some((a) => a.type.nullable),
      ),
    'The parts of the text between delimiters.',
  ),
  define(
    'STR_TO_MAP',
    [text, optional('pairs', 'string'), optional('keyValue', 'string')],
    () => t.map(t.string(), t.string()),
    'A map of the pairs in a text such as a=1,b=2.',
  ),
  define(
    'TRANSLATE',
    [text, param('from', 'string'), param('to', 'string')],
    (args) => t.string(args[0]?.type.nullable ?? true),
    'The text with single characters replaced by others.',
    { since: '2.x' },
  ),
  define(
    'ELT',
    [param('index', 'integer'), variadic('value', 'string', 'binary')],
    chosen,
    'The value at an index (the first is 1).',
    { since: '2.x' },
  ),
  define(
    'PRINTF',
    [param('format', 'string'), { ...variadic('value', 'any'), optional: true }],
    () => t.string(),
    'Values in a format, as %s and %d.',
    { since: '2.x' },
  ),
  define(
    'IS_ALPHA',
    [param('value', 'string', 'numeric')],
    () => t.boolean(false),
    'Whether the text has letters only.',
  ),
  define(
    'IS_DIGIT',
    [param('value', 'string', 'numeric')],
    () => t.boolean(false),
    'Whether the text has digits only.',
  ),
  define(
    'IS_DECIMAL',
    [param('value', 'string', 'numeric')],
    () => t.boolean(false),
    'Whether the text is a number.',
  ),
  define('ASCII', [text], of(t.int()), 'The first byte of the text.'),
];
