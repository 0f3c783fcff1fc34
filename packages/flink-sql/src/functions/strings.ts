import * as t from '../types/constructors';
import { definer } from './definer';
import type { FunctionDefinition } from './definition';
import { like, of, optional, param, varcharLike, variadic } from './results';

const text = param('text', 'string');

const define = definer('string');

/** Flink docs: System (Built-in) Functions, String Functions. */
export const stringFunctions: readonly FunctionDefinition[] = [
  define('UPPER', [text], like(0), 'The text in upper case.'),
  define('LOWER', [text], like(0), 'The text in lower case.'),
  define(
    'TRIM',
    [param('side', 'symbol'), param('characters', 'string'), text],
    varcharLike(2),
    'The text without the characters (blanks) at its ends.',
  ),
  define(
    'LTRIM',
    [text, optional('characters', 'string')],
    varcharLike(0),
    'The text without blanks, or the given characters, on the left.',
  ),
  define(
    'RTRIM',
    [text, optional('characters', 'string')],
    varcharLike(0),
    'The text without blanks, or the given characters, on the right.',
  ),
  define(
    'BTRIM',
    [text, optional('characters', 'string')],
    of(t.string()),
    'The text without blanks, or the given characters, at both ends.',
    { since: '2.x' },
  ),
  define(
    'SUBSTRING',
    [text, param('from', 'integer'), optional('length', 'integer')],
    varcharNullable,
    'The part of the text from a position (the first is 1).',
  ),
  define(
    'SUBSTR',
    [text, param('from', 'integer'), optional('length', 'integer')],
    varcharNullable,
    'The part of the text from a position (the first is 1).',
  ),
  define(
    'REPLACE',
    [text, param('search', 'string'), param('replacement', 'string')],
    of(t.string()),
    'The text with every occurrence of one string replaced by another.',
  ),
  define(
    'CONCAT',
    [variadic('text', 'string')],
    of(t.string()),
    'The texts joined; NULL when one of them is.',
  ),
  define(
    'CONCAT_WS',
    [param('separator', 'string'), variadic('text', 'string')],
    of(t.string()),
    'The texts joined with a separator; NULL texts are left out.',
  ),
  define('CHAR_LENGTH', [text], of(t.int()), 'Number of characters.'),
  define('CHARACTER_LENGTH', [text], of(t.int()), 'Number of characters.'),
  define(
    'POSITION',
    [param('search', 'string'), text],
    of(t.int()),
    'Position of the first occurrence, from 1; 0 when there is none.',
  ),
  define(
    'LOCATE',
    [param('search', 'string'), text, optional('from', 'integer')],
    of(t.int()),
    'Position of the first occurrence, from 1; 0 when there is none.',
  ),
  define(
    'INSTR',
    [text, param('search', 'string'), optional('from', 'integer'), optional('occurrence', 'integer')],
    of(t.int()),
    'Position of the first occurrence, from 1; 0 when there is none.',
  ),
  define('LEFT', [text, param('length', 'integer')], varcharNullable, 'The first characters.'),
  define('RIGHT', [text, param('length', 'integer')], varcharNullable, 'The last characters.'),
  define('REVERSE', [text], () => t.string(), 'The text backwards.'),
  define('REPEAT', [text, param('times', 'integer')], of(t.string()), 'The text repeated.'),
  define(
    'LPAD',
    [text, param('length', 'integer'), param('pad', 'string')],
    of(t.string()),
    'The text filled on the left to a length.',
  ),
  define(
    'RPAD',
    [text, param('length', 'integer'), param('pad', 'string')],
    of(t.string()),
    'The text filled on the right to a length.',
  ),
  define('INITCAP', [text], like(0), 'Every word with a capital first letter.'),
  define('CHR', [param('code', 'integer')], () => t.string(), 'Character of a code.'),
  define(
    'SPLIT_INDEX',
    [text, param('separator', 'string', 'integer'), param('index', 'integer')],
    () => t.string(),
    'The part at an index (the first is 0) of the text split at a separator.',
  ),
  define(
    'STARTSWITH',
    [param('text', 'string', 'binary'), param('start', 'string', 'binary')],
    of(t.boolean()),
    'Whether the text starts so.',
    { since: '2.x' },
  ),
  define(
    'ENDSWITH',
    [param('text', 'string', 'binary'), param('end', 'string', 'binary')],
    of(t.boolean()),
    'Whether the text ends so.',
    { since: '2.x' },
  ),
  define('UUID', [], () => t.char(36, false), 'A random UUID.', { nondeterministic: true }),
];

function varcharNullable(
  args: Parameters<FunctionDefinition['result']>[0],
): ReturnType<FunctionDefinition['result']> {
  const type = args[0]?.type;
  if (args[0]?.literal === '') return t.varchar(0);
  return t.varchar(type && 'length' in type ? type.length : undefined);
}
