import type { Ident } from '../tree/expression';
import type { Statement } from '../tree/query';
import type { Cursor } from './cursor';
import { parseTableName } from './identifiers';
import { parseQuery, startsQuery } from './query';
import { parseColumnNames } from './select';

/** Keywords that open the statements of Flink SQL which a transformer cannot be. */
const OTHER: ReadonlySet<string> = new Set([
  'CREATE',
  'DROP',
  'ALTER',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'USE',
  'SET',
  'RESET',
  'EXPLAIN',
  'ANALYZE',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'CALL',
  'ADD',
  'REMOVE',
  'LOAD',
  'UNLOAD',
  'EXECUTE',
  'BEGIN',
  'END',
  'STOP',
  'COMPILE',
  'UPSERT',
]);

/** One statement, optionally ended by a semicolon. */
export function parseStatement(cursor: Cursor): Statement {
  const start = cursor.peek();
  if (start.kind === 'word' && OTHER.has(start.upper)) return parseOther(cursor);
  if (cursor.isWord('INSERT')) return parseInsert(cursor);
  if (!startsQuery(cursor) && !cursor.isOp('(')) {
    cursor.unexpected('a query that starts with SELECT');
    // A misspelt SELECT still leaves the rest worth reading.
    cursor.skipUntil((t) => t.upper === 'FROM' || t.upper === 'SELECT' || t.upper === ';');
    if (!cursor.isWord('SELECT')) {
      cursor.skipUntil(() => false);
      return { kind: 'other', what: '', start: start.start, end: start.end };
    }
  }
  const query = parseQuery(cursor);
  return { kind: 'query', query, ...cursor.spanFrom(start) };
}

function parseOther(cursor: Cursor): Statement {
  const first = cursor.next();
  const second = cursor.peek();
  const two = ['CREATE', 'DROP', 'ALTER', 'SHOW'].includes(first.upper) && second.kind === 'word';
  const what = two ? `${first.upper} ${second.upper}` : first.upper;
  while (!cursor.atEnd) cursor.next();
  return { kind: 'other', what, ...cursor.spanFrom(first) };
}

function parseInsert(cursor: Cursor): Statement {
  const start = cursor.next();
  if (!cursor.takeWord('INTO')) cursor.expectWord('OVERWRITE', 'or INTO after INSERT');
  cursor.takeWord('TABLE');
  const target = parseTableName(cursor) ?? {
    parts: [] as Ident[],
    placeholder: false,
    start: start.start,
    end: start.end,
  };
  if (cursor.takeWord('PARTITION') && cursor.takeOp('(')) {
    cursor.skipUntil(() => false);
    cursor.expectOp(')', 'after PARTITION');
  }
  if (cursor.isOp('(') && !['SELECT', 'WITH', 'VALUES', '('].includes(cursor.peek(1).upper))
    parseColumnNames(cursor);
  const query = parseQuery(cursor);
  return { kind: 'insert', target, query, ...cursor.spanFrom(start) };
}
