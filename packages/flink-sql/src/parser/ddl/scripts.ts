import type { InsertStatement } from '../../tree/query';
import type { ExplainStatement, SettingStatement, StatementSet } from '../../tree/statement';
import type { Cursor } from '../cursor';
import { parseInsert } from '../insert';
import { parseQuery, startsQuery } from '../query';
import { parseText } from './columns';

export function startsStatementSet(cursor: Cursor): boolean {
  return cursor.isWords('EXECUTE', 'STATEMENT', 'SET') || cursor.isWords('STATEMENT', 'SET');
}

/** `[EXECUTE] STATEMENT SET BEGIN insert; … END`. */
export function parseStatementSet(cursor: Cursor): StatementSet {
  const start = cursor.peek();
  cursor.takeWord('EXECUTE');
  cursor.next();
  cursor.next();
  cursor.expectWord('BEGIN', 'after STATEMENT SET');
  const inserts: InsertStatement[] = [];
  while (cursor.isWord('INSERT')) {
    inserts.push(parseInsert(cursor));
    if (!cursor.expectOp(';', 'after an INSERT of the statement set')) break;
  }
  if (inserts.length === 0) cursor.unexpected('INSERT in the statement set');
  cursor.expectWord('END', 'at the end of the statement set');
  return { kind: 'statement-set', what: 'STATEMENT SET', inserts, ...cursor.spanFrom(start) };
}

const DETAILS = ['ESTIMATED_COST', 'CHANGELOG_MODE', 'JSON_EXECUTION_PLAN', 'PLAN_ADVICE'];

/** `EXPLAIN [details | PLAN FOR] statement`. */
export function parseExplain(cursor: Cursor): ExplainStatement {
  const start = cursor.next();
  if (!cursor.takeWords('PLAN', 'FOR') && DETAILS.includes(cursor.peek().upper)) {
    do {
      if (!DETAILS.includes(cursor.next().upper)) break;
    } while (cursor.takeOp(','));
  }
  const statement = parseExplained(cursor);
  return { kind: 'explain', what: 'EXPLAIN', statement, ...cursor.spanFrom(start) };
}

function parseExplained(cursor: Cursor): ExplainStatement['statement'] {
  const start = cursor.peek();
  if (cursor.isWord('INSERT')) return parseInsert(cursor);
  if (startsStatementSet(cursor)) return parseStatementSet(cursor);
  if (startsQuery(cursor) || cursor.isOp('(')) {
    const query = parseQuery(cursor);
    return { kind: 'query', query, ...cursor.spanFrom(start) };
  }
  // UPDATE, DELETE, CREATE TABLE AS and EXECUTE can be explained too; they are not read.
  if (!['UPDATE', 'DELETE', 'CREATE', 'REPLACE', 'EXECUTE'].includes(start.upper))
    cursor.unexpected('a query or INSERT after EXPLAIN');
  while (!cursor.atEnd && !cursor.isOp(';')) cursor.next();
  return null;
}

/** `SET ['key' = 'value']` and `RESET ['key']`. */
export function parseSetting(cursor: Cursor): SettingStatement {
  const start = cursor.next();
  const kind = start.upper === 'SET' ? 'set' : 'reset';
  const ends = cursor.atEnd || cursor.isOp(';');
  const key = ends
    ? null
    : parseText(cursor, "the name of a setting in quotes, such as 'table.local-time-zone'");
  let value: string | null = null;
  if (kind === 'set' && key !== null && cursor.expectOp('=', 'after the name of the setting'))
    value = parseText(cursor, 'the value of the setting in quotes');
  return { kind, what: start.upper, key, value, ...cursor.spanFrom(start) };
}
