import * as t from '../types/constructors';
import { definer } from './definer';
import type { FunctionDefinition } from './definition';
import { of, optional, param } from './results';

const text = param('text', 'string');
const textOrBytes = param('text', 'string', 'binary');

const define = definer('string');

/** Flink docs: System (Built-in) Functions, String Functions: bytes, numbers and addresses as texts. */
export const encodingFunctions: readonly FunctionDefinition[] = [
  define('TO_BASE64', [textOrBytes], of(t.string()), 'The text in base64.'),
  define('FROM_BASE64', [textOrBytes], of(t.string()), 'The text that base64 stands for.'),
  define(
    'HEX',
    [param('value', 'string', 'integer')],
    of(t.string()),
    'A whole number, or the bytes of a text, as hexadecimal digits.',
  ),
  define(
    'UNHEX',
    [text],
    () => t.bytes(),
    'The bytes that hexadecimal digits stand for; NULL for anything else.',
    { since: '2.x' },
  ),
  define('BIN', [param('value', 'integer')], of(t.string()), 'A whole number as binary digits.'),
  define(
    'ENCODE',
    [text, param('charset', 'string')],
    of(t.bytes()),
    'The bytes of the text in a charset such as UTF-8 or UTF-16LE.',
    { before2: () => t.binary(1) },
  ),
  define(
    'DECODE',
    [param('bytes', 'binary'), param('charset', 'string')],
    of(t.string()),
    'The text that bytes in a charset stand for.',
    { before2: () => t.string() },
  ),
  define('URL_ENCODE', [text], () => t.string(), 'The text as it stands in a web address.', { since: '2.x' }),
  define(
    'URL_DECODE',
    [text],
    () => t.string(),
    'The text that a part of a web address stands for; NULL for broken escapes.',
    { since: '2.x' },
  ),
  define(
    'PARSE_URL',
    [text, param('part', 'string'), optional('key', 'string')],
    () => t.string(),
    'HOST, PATH, QUERY, REF, PROTOCOL, AUTHORITY, FILE or USERINFO of a web address; with QUERY a parameter of it.',
  ),
  define('INET_ATON', [text], () => t.bigint(), 'The number of an IPv4 address; NULL for anything else.', {
    since: '2.x',
  }),
  define(
    'INET_NTOA',
    [param('number', 'integer')],
    () => t.string(),
    'The IPv4 address of a number; NULL for anything else.',
    { since: '2.x' },
  ),
];
