import type { Ident } from '../tree/expression';
import type { MatchRecognize, Measure } from '../tree/match-recognize';
import type { Cursor } from './cursor';
import { parseExpression, parseList } from './expressions';
import { parseIdentifier } from './identifiers';
import { parsePattern } from './match-pattern';
import { parseOrderBy } from './over';
import { parseColumnNames } from './select';

/** `MATCH_RECOGNIZE ( … )` behind a table. */
export function parseMatchRecognize(cursor: Cursor): MatchRecognize {
  const start = cursor.next();
  cursor.expectOp('(', 'after MATCH_RECOGNIZE');
  const partitionBy =
    cursor.takeWord('PARTITION') && cursor.expectWord('BY', 'after PARTITION') ? parseList(cursor) : [];
  const orderBy = cursor.isWord('ORDER') ? parseOrderBy(cursor) : [];
  const measures = cursor.takeWord('MEASURES') ? parseMeasures(cursor) : [];
  const allRows = parseRowsPerMatch(cursor);
  const skip = parseSkip(cursor);
  cursor.expectWord('PATTERN', 'in MATCH_RECOGNIZE');
  const { pattern, variables } = parsePattern(cursor);
  const within = cursor.takeWord('WITHIN') ? parseExpression(cursor) : null;
  const subsets = cursor.takeWord('SUBSET') ? parseSubsets(cursor) : [];
  cursor.expectWord('DEFINE', 'in MATCH_RECOGNIZE');
  const definitions = parseDefinitions(cursor);
  if (!cursor.takeOp(')')) {
    if (!cursor.diagnostics.hasSyntaxErrors) cursor.unexpected(') to close MATCH_RECOGNIZE');
    cursor.skipUntil(() => false);
    cursor.takeOp(')');
  }
  return {
    partitionBy,
    orderBy,
    measures,
    allRows,
    skip,
    pattern,
    variables,
    within,
    subsets,
    definitions,
    ...cursor.spanFrom(start),
  };
}

function parseMeasures(cursor: Cursor): Measure[] {
  const measures: Measure[] = [];
  do {
    const start = cursor.peek();
    if (cursor.isWord('FINAL') && !cursor.isOp('(', 1)) cursor.next();
    const expr = parseExpression(cursor);
    if (!cursor.expectWord('AS', 'and a name after a measure')) break;
    const alias = parseIdentifier(cursor, 'the name of the measure');
    if (!alias) break;
    measures.push({ expr, alias, ...cursor.spanFrom(start) });
  } while (cursor.takeOp(','));
  return measures;
}

function parseRowsPerMatch(cursor: Cursor): boolean {
  if (cursor.takeWord('ONE')) {
    for (const word of ['ROW', 'PER', 'MATCH']) cursor.expectWord(word, 'in ONE ROW PER MATCH');
    return false;
  }
  if (!cursor.takeWord('ALL')) return false;
  for (const word of ['ROWS', 'PER', 'MATCH']) cursor.expectWord(word, 'in ALL ROWS PER MATCH');
  return true;
}

function parseSkip(cursor: Cursor): string | null {
  if (!cursor.takeWord('AFTER')) return null;
  cursor.expectWord('MATCH', 'after AFTER');
  cursor.expectWord('SKIP', 'after AFTER MATCH');
  if (cursor.takeWords('PAST', 'LAST', 'ROW')) return 'PAST LAST ROW';
  if (!cursor.expectWord('TO', 'or PAST LAST ROW after SKIP')) return null;
  if (cursor.takeWords('NEXT', 'ROW')) return 'TO NEXT ROW';
  const first = cursor.isWord('FIRST') || cursor.isWord('LAST') ? cursor.next().upper : null;
  const variable = parseIdentifier(cursor, 'a name of the pattern')?.name ?? '';
  return ['TO', first, variable].filter((part) => part !== null).join(' ');
}

function parseSubsets(cursor: Cursor): MatchRecognize['subsets'] {
  const subsets: { name: Ident; variables: Ident[] }[] = [];
  do {
    const name = parseIdentifier(cursor, 'the name of the subset');
    if (!name || !cursor.expectOp('=', 'after the name of the subset') || !cursor.isOp('(')) break;
    subsets.push({ name, variables: parseColumnNames(cursor) });
  } while (cursor.takeOp(','));
  return subsets;
}

function parseDefinitions(cursor: Cursor): MatchRecognize['definitions'] {
  const definitions: { name: Ident; condition: MatchRecognize['definitions'][number]['condition'] }[] = [];
  do {
    const name = parseIdentifier(cursor, 'a name of the pattern');
    if (!name || !cursor.expectWord('AS', 'and a condition')) break;
    definitions.push({ name, condition: parseExpression(cursor) });
  } while (cursor.takeOp(','));
  return definitions;
}
