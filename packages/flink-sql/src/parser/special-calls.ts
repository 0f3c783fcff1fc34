import type { Expr, SymbolExpr } from '../tree/expression';
import type { Arguments } from './calls';
import type { Cursor } from './cursor';
import { parseExpression, parseList } from './expressions';
import { errorExpr } from './node';

/** Functions whose arguments are not a plain list (`EXTRACT(DAY FROM x)`); null for all others. */
export function parseSpecialArguments(cursor: Cursor, name: string): Arguments | null {
  switch (name) {
    case 'EXTRACT':
      return parseExtract(cursor);
    case 'TIMESTAMPADD':
    case 'TIMESTAMPDIFF':
      return parseUnitFirst(cursor);
    case 'CEIL':
    case 'CEILING':
    case 'FLOOR':
      return parseRounding(cursor);
    case 'TRIM':
      return parseTrim(cursor);
    case 'SUBSTRING':
      return parseKeywordSeparated(cursor, ['FROM', 'FOR']);
    case 'OVERLAY':
      return parseKeywordSeparated(cursor, ['PLACING', 'FROM', 'FOR']);
    case 'POSITION':
      return parsePosition(cursor);
    default:
      return null;
  }
}

function symbol(cursor: Cursor): SymbolExpr {
  const token = cursor.next();
  return { kind: 'symbol', symbol: token.upper, start: token.start, end: token.end, depth: 1 };
}

/** Flink's grammar wants a number of arguments that the type check would miss otherwise. */
function missing(cursor: Cursor, wanted: string): Expr {
  const token = cursor.peek();
  const span = { start: token.start, end: token.end };
  cursor.diagnostics.error('argument_count', span, `Expected ${wanted}, but found ${token.text}.`);
  return errorExpr(span);
}

function parseExtract(cursor: Cursor): Arguments {
  const args: Expr[] = [];
  if (cursor.peek().kind === 'word') args.push(symbol(cursor));
  else cursor.unexpected('a unit such as YEAR or HOUR');
  if (cursor.expectWord('FROM', 'in EXTRACT(unit FROM value)')) args.push(parseExpression(cursor));
  return { args };
}

function parseUnitFirst(cursor: Cursor): Arguments {
  const args: Expr[] = [];
  if (cursor.peek().kind === 'word') args.push(symbol(cursor));
  else cursor.unexpected('a unit such as DAY or HOUR');
  for (let i = 0; i < 2; i++) {
    if (cursor.isOp(')')) args.push(missing(cursor, 'a comma and another argument'));
    else if (cursor.expectOp(',', 'and an argument')) args.push(parseExpression(cursor));
  }
  return { args };
}

function parseRounding(cursor: Cursor): Arguments {
  if (cursor.isOp(')')) return { args: [] };
  const args = parseList(cursor);
  if (cursor.takeWord('TO') && cursor.peek().kind === 'word') args.push(symbol(cursor));
  return { args };
}

/** TRIM's arguments become [BOTH | LEADING | TRAILING, characters, text]. */
function parseTrim(cursor: Cursor): Arguments {
  if (cursor.isOp(')')) return { args: [] };
  const token = cursor.peek();
  const sided = ['BOTH', 'LEADING', 'TRAILING'].includes(token.upper) && token.kind === 'word';
  const side: Expr = sided
    ? symbol(cursor)
    : { kind: 'symbol', symbol: 'BOTH', start: token.start, end: token.start, depth: 1 };
  const blank: Expr = {
    kind: 'literal',
    literal: 'string',
    value: ' ',
    start: token.start,
    end: token.start,
    depth: 1,
  };
  if (cursor.takeWord('FROM')) return { args: [side, blank, parseExpression(cursor)] };
  const first = parseExpression(cursor);
  if (cursor.takeWord('FROM')) return { args: [side, first, parseExpression(cursor)] };
  return { args: [side, blank, first] };
}

function parseKeywordSeparated(cursor: Cursor, words: readonly string[]): Arguments {
  if (cursor.isOp(')')) return { args: [] };
  const args = [parseExpression(cursor)];
  const [separator = ''] = words;
  if (cursor.isOp(')')) args.push(missing(cursor, `${separator} or a comma and another argument`));
  for (const word of words) if (cursor.takeWord(word)) args.push(parseExpression(cursor));
  while (cursor.takeOp(',')) args.push(parseExpression(cursor));
  return { args };
}

function parsePosition(cursor: Cursor): Arguments {
  if (cursor.isOp(')')) return { args: [] };
  // IN belongs to POSITION here, so the needle stops before it.
  const args = [parseExpression(cursor, 33)];
  if (cursor.takeWord('IN')) args.push(parseExpression(cursor, 33));
  if (cursor.takeWord('FROM')) args.push(parseExpression(cursor, 33));
  while (cursor.takeOp(',')) args.push(parseExpression(cursor));
  return { args };
}
