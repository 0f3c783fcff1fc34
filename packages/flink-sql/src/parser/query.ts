import type { Span } from '../text/span';
import type { CommonTable, Query, QueryBody } from '../tree/query';
import type { Cursor } from './cursor';
import { parseList } from './expressions';
import { parseIdentifier } from './identifiers';
import { parseOrderBy } from './over';
import { parseColumnNames, parseSelect } from './select';

/** Whether a query starts here, also behind opening parentheses. */
export function startsQuery(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind !== 'word') return false;
  if (token.upper === 'SELECT' || token.upper === 'VALUES') return true;
  return token.upper === 'WITH' && !cursor.isWord('TIME', 1) && !cursor.isWord('LOCAL', 1);
}

/** WITH, the body with set operations, ORDER BY, LIMIT, OFFSET and FETCH. */
export function parseQuery(cursor: Cursor): Query {
  const start = cursor.peek();
  const empty: Query = {
    with: [],
    body: emptySelect(start),
    orderBy: [],
    limit: null,
    start: start.start,
    end: start.end,
  };
  return cursor.nested(() => parseQueryBody(cursor, start)) ?? empty;
}

function emptySelect(span: Span): QueryBody {
  return {
    kind: 'select',
    distinct: false,
    items: [],
    from: null,
    where: null,
    groupBy: null,
    having: null,
    windows: [],
    qualify: null,
    start: span.start,
    end: span.end,
  };
}

function parseQueryBody(cursor: Cursor, start: Span): Query {
  const tables = cursor.isWord('WITH') ? parseWith(cursor) : [];
  const body = parseSetOperations(cursor, 0);
  const orderBy = cursor.isWord('ORDER') ? parseOrderBy(cursor) : [];
  const limit = parseLimit(cursor);
  return { with: tables, body, orderBy, limit, ...cursor.spanFrom(start) };
}

function parseWith(cursor: Cursor): CommonTable[] {
  cursor.next();
  cursor.takeWord('RECURSIVE');
  const tables: CommonTable[] = [];
  do {
    const name = parseIdentifier(cursor, 'the name of the common table');
    if (!name) break;
    const columns = cursor.isOp('(') ? parseColumnNames(cursor) : [];
    cursor.expectWord('AS', 'after the name of the common table');
    cursor.expectOp('(', 'before the query');
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the query');
    tables.push({ name, columns, query, ...cursor.spanFrom(name) });
  } while (cursor.takeOp(','));
  return tables;
}

/** INTERSECT binds tighter than UNION and EXCEPT. */
function parseSetOperations(cursor: Cursor, minimum: number): QueryBody {
  let left = parseTerm(cursor);
  while (!cursor.abandoned) {
    const word = cursor.peek().kind === 'word' ? cursor.peek().upper : '';
    const power =
      word === 'INTERSECT' ? 2 : word === 'UNION' || word === 'EXCEPT' || word === 'MINUS' ? 1 : -1;
    if (power < 0 || power < minimum) return left;
    cursor.next();
    const all = cursor.takeWord('ALL') !== null;
    if (!all) cursor.takeWord('DISTINCT');
    const right = cursor.nested(() => parseSetOperations(cursor, power + 1));
    if (!right) return left;
    left = { kind: 'set', op: all ? `${word} ALL` : word, left, right, ...cursor.spanFrom(left) };
  }
  return left;
}

function parseTerm(cursor: Cursor): QueryBody {
  const start = cursor.peek();
  if (cursor.takeOp('(')) {
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the query');
    return { kind: 'nested', query, ...cursor.spanFrom(start) };
  }
  if (cursor.takeWord('VALUES')) {
    const rows = parseList(cursor);
    return { kind: 'values', rows, ...cursor.spanFrom(start) };
  }
  return parseSelect(cursor);
}

function parseLimit(cursor: Cursor): Span | null {
  const start = cursor.peek();
  let found = false;
  for (let i = 0; i < 3; i++) {
    if (cursor.takeWord('LIMIT')) {
      if (!cursor.takeWord('ALL')) parseCount(cursor, 'LIMIT');
      if (cursor.takeOp(',')) parseCount(cursor, 'LIMIT');
    } else if (cursor.takeWord('OFFSET')) {
      parseCount(cursor, 'OFFSET');
      if (!cursor.takeWord('ROWS')) cursor.takeWord('ROW');
    } else if (cursor.takeWord('FETCH')) parseFetch(cursor);
    else break;
    found = true;
  }
  return found ? cursor.spanFrom(start) : null;
}

function parseCount(cursor: Cursor, after: string): void {
  if (cursor.peek().kind === 'number') cursor.next();
  else cursor.unexpected(`a whole number after ${after}`);
}

function parseFetch(cursor: Cursor): void {
  if (!cursor.takeWord('FIRST')) cursor.expectWord('NEXT', 'or FIRST after FETCH');
  parseCount(cursor, 'FETCH FIRST');
  if (!cursor.takeWord('ROWS')) cursor.expectWord('ROW', 'or ROWS in FETCH');
  cursor.expectWord('ONLY', 'at the end of FETCH');
}
