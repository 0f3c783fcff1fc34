import type { Statement } from '../tree/query';
import type { Cursor } from './cursor';
import { parseCreateTable } from './ddl/create-table';
import { parseCreateView } from './ddl/create-view';
import { parseOther } from './ddl/others';
import { parseExplain, parseSetting, parseStatementSet, startsStatementSet } from './ddl/scripts';
import { parseInsert } from './insert';
import { parseQuery, startsQuery } from './query';

/** Keywords that open the statements of Flink SQL which are named, and read no further. */
const OTHER: ReadonlySet<string> = new Set(
  `CREATE DROP ALTER SHOW DESCRIBE DESC USE ANALYZE UPDATE DELETE TRUNCATE CALL ADD REMOVE LOAD UNLOAD EXECUTE BEGIN
END STOP COMPILE UPSERT REPLACE MERGE`.split(/\s+/),
);

/** One statement without its semicolon. */
export function parseStatement(cursor: Cursor): Statement {
  const start = cursor.peek();
  const known = start.kind === 'word' ? parseKnown(cursor, start.upper) : null;
  if (known) return known;
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

function parseKnown(cursor: Cursor, word: string): Statement | null {
  if (word === 'INSERT') return parseInsert(cursor);
  if (word === 'CREATE') return parseCreate(cursor);
  if (word === 'EXPLAIN') return parseExplain(cursor);
  if (word === 'SET' || word === 'RESET') return parseSetting(cursor);
  if (startsStatementSet(cursor)) return parseStatementSet(cursor);
  return OTHER.has(word) ? parseOther(cursor) : null;
}

/** CREATE TABLE and CREATE VIEW are read, what else can be created is named. */
function parseCreate(cursor: Cursor): Statement {
  const position = cursor.position;
  const start = cursor.next();
  const orReplace = cursor.takeWords('OR', 'REPLACE');
  const temporary = cursor.takeWord('TEMPORARY') !== null;
  const head = { start, temporary, orReplace };
  if (cursor.isWord('TABLE')) return parseCreateTable(cursor, head);
  if (cursor.isWord('VIEW')) return parseCreateView(cursor, head);
  cursor.rewind(position);
  return parseOther(cursor);
}
