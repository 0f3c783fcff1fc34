import type { OtherStatement } from '../../tree/statement';
import type { Cursor } from '../cursor';
import { parseIdentifier, parseTableName } from '../identifiers';
import { parsePrimary } from '../primary';
import { parseText } from './columns';

/** What the second word may be: it names the kind of thing that the statement is about. */
const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  CREATE: words('TABLE VIEW CATALOG DATABASE FUNCTION MODEL CONNECTION MATERIALIZED TEMPORARY OR'),
  DROP: words('TABLE VIEW CATALOG DATABASE FUNCTION MODEL CONNECTION MATERIALIZED TEMPORARY'),
  ALTER: words('TABLE VIEW CATALOG DATABASE FUNCTION MODEL CONNECTION MATERIALIZED TEMPORARY'),
  ADD: ['JAR'],
  REMOVE: ['JAR'],
  DELETE: ['FROM'],
  LOAD: ['MODULE'],
  UNLOAD: ['MODULE'],
  TRUNCATE: ['TABLE'],
  STOP: ['JOB'],
};

const ALTER_TABLE = words('ADD DROP MODIFY RENAME RESET SET');

/** Statements whose first two words are their name. */
const TWO_WORDS: ReadonlySet<string> = new Set(words('CREATE DROP ALTER SHOW DESCRIBE DESC'));

function words(list: string): string[] {
  return list.split(' ');
}

/** A statement that is named by its leading keywords; of most no more than those is checked. */
export function parseOther(cursor: Cursor): OtherStatement {
  const first = cursor.next();
  const second = cursor.peek();
  const what =
    TWO_WORDS.has(first.upper) && second.kind === 'word' ? `${first.upper} ${second.upper}` : first.upper;
  const objects = OBJECTS[first.upper];
  if (objects && !(second.kind === 'word' && objects.includes(second.upper)))
    cursor.unexpected(`${objects.join(', ')} after ${first.upper}`);
  else if (!parseWhole(cursor, first.upper)) {
    if (what === 'ALTER TABLE') checkAlterTable(cursor);
    if (what === 'SHOW DATABASES') checkShowDatabases(cursor);
    while (!cursor.atEnd && !cursor.isOp(';')) cursor.next();
  }
  if (cursor.diagnostics.hasSyntaxErrors) while (!cursor.atEnd && !cursor.isOp(';')) cursor.next();
  return { kind: 'other', what, ...cursor.spanFrom(first) };
}

/** Reads the short ones to their end; false for those that are longer. */
function parseWhole(cursor: Cursor, first: string): boolean {
  switch (first) {
    case 'END':
      return true;
    case 'ADD':
    case 'REMOVE':
      cursor.next();
      parseText(cursor, 'the path of the file in quotes');
      return true;
    case 'CALL':
      parsePrimary(cursor);
      return true;
    case 'USE':
      return parseUse(cursor);
    case 'DESC':
    case 'DESCRIBE':
      return parseDescribe(cursor);
    default:
      return false;
  }
}

function parseUse(cursor: Cursor): boolean {
  if (cursor.takeWord('MODULES')) {
    do parseIdentifier(cursor, 'the name of a module');
    while (cursor.takeOp(','));
    return true;
  }
  cursor.takeWord('CATALOG');
  parseTableName(cursor);
  return true;
}

function parseDescribe(cursor: Cursor): boolean {
  if (cursor.takeWord('JOB')) {
    parseText(cursor, 'the id of the job in quotes');
    return true;
  }
  const objects = ['CATALOG', 'DATABASE', 'FUNCTION', 'MODEL', 'CONNECTION'];
  if (objects.includes(cursor.peek().upper) && cursor.peek(1).kind !== 'eof' && !cursor.isOp('.', 1))
    cursor.next();
  cursor.takeWord('EXTENDED');
  parseTableName(cursor);
  return true;
}

/** SHOW DATABASES FROM names a catalog, so it is one name. */
function checkShowDatabases(cursor: Cursor): void {
  cursor.next();
  if (!cursor.takeWord('FROM') && !cursor.takeWord('IN')) return;
  const catalog = parseTableName(cursor);
  if (catalog && catalog.parts.length > 1)
    cursor.diagnostics.error('syntax', catalog, 'SHOW DATABASES is followed by the name of a catalog alone.');
}

/** PARTITION (…) and COMPACT went with the managed tables of Flink 1. */
function checkAlterTable(cursor: Cursor): void {
  cursor.next();
  cursor.takeWords('IF', 'EXISTS');
  parseTableName(cursor);
  const actions = cursor.version === '1.20' ? [...ALTER_TABLE, 'PARTITION', 'COMPACT'] : ALTER_TABLE;
  if (!actions.includes(cursor.peek().upper)) cursor.unexpected(`${ALTER_TABLE.join(', ')} after the table`);
}
