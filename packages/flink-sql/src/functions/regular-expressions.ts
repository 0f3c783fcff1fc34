import * as t from '../types/constructors';
import { definer } from './definer';
import type { FunctionDefinition } from './definition';
import { of, optional, param } from './results';

const text = param('text', 'string');
const pattern = param('pattern', 'string');

const define = definer('string');

/** Flink docs: System (Built-in) Functions, String Functions: what takes a Java regular expression. */
export const regularExpressionFunctions: readonly FunctionDefinition[] = [
  define('REGEXP', [text, pattern], of(t.boolean()), 'Whether a regular expression matches.'),
  define(
    'REGEXP_REPLACE',
    [text, pattern, param('replacement', 'string')],
    of(t.string()),
    'The text with every match of a regular expression replaced.',
  ),
  define(
    'REGEXP_EXTRACT',
    [text, pattern, optional('group', 'integer')],
    () => t.string(),
    'A group of the first match of a regular expression.',
  ),
  define(
    'REGEXP_EXTRACT_ALL',
    [text, pattern, optional('group', 'integer')],
    () => t.array(t.string()),
    'A group (the first by default) of every match of a regular expression.',
    { since: '2.x' },
  ),
  define('REGEXP_COUNT', [text, pattern], () => t.int(), 'How often a regular expression matches.', {
    since: '2.x',
  }),
  define(
    'REGEXP_INSTR',
    [text, pattern],
    () => t.int(),
    'Position of the first match of a regular expression, from 1; 0 when there is none.',
    { since: '2.x' },
  ),
  define('REGEXP_SUBSTR', [text, pattern], () => t.string(), 'The first match of a regular expression.', {
    since: '2.x',
  }),
];
