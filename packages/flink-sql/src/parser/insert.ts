import type { Ident } from '../tree/expression';
import type { InsertStatement } from '../tree/query';
import type { Cursor } from './cursor';
import { parseTarget } from './ddl/create-table';
import { parseExpression } from './expressions';
import { parseIdentifier } from './identifiers';
import { parseQuery } from './query';
import { parseTypeNode } from './types';

/** `INSERT INTO | OVERWRITE table [PARTITION (…)] [(columns)] query [ON CONFLICT DO …]`. */
export function parseInsert(cursor: Cursor): InsertStatement {
  const start = cursor.next();
  if (!cursor.takeWord('INTO')) cursor.expectWord('OVERWRITE', 'or INTO after INSERT');
  cursor.takeWord('TABLE');
  const target = parseTarget(cursor, start);
  cursor.takeHint();
  const partition = parsePartition(cursor);
  const hasColumns = cursor.isOp('(') && !['SELECT', 'WITH', 'VALUES', '('].includes(cursor.peek(1).upper);
  const columns = hasColumns ? parseTargetColumns(cursor) : [];
  const query = parseQuery(cursor);
  parseConflict(cursor);
  return { kind: 'insert', target, columns, partition, query, ...cursor.spanFrom(start) };
}

/** Names of the columns in `PARTITION (day = '…', region)`. */
function parsePartition(cursor: Cursor): string[] {
  const partition: string[] = [];
  if (!cursor.takeWord('PARTITION') || !cursor.expectOp('(', 'after PARTITION')) return partition;
  do {
    const name = parseIdentifier(cursor, 'a column of the partition');
    if (!name) break;
    partition.push(name.name);
    if (cursor.takeOp('=')) parseExpression(cursor);
  } while (cursor.takeOp(','));
  cursor.expectOp(')', 'after PARTITION');
  return partition;
}

/** Flink's grammar lets a type follow each name, as for columns that the table does not have. */
function parseTargetColumns(cursor: Cursor): Ident[] {
  const names: Ident[] = [];
  cursor.next();
  do {
    const name = parseIdentifier(cursor, 'the name of a column');
    if (!name) break;
    names.push(name);
    if (!cursor.isOp(',') && !cursor.isOp(')') && !cursor.atEnd) parseTypeNode(cursor);
  } while (cursor.takeOp(','));
  cursor.expectOp(')', 'after the names of the columns');
  return names;
}

/** What a sink does with rows of the same key (since Flink 2.2). */
function parseConflict(cursor: Cursor): void {
  if (cursor.version === '1.20' || !cursor.takeWords('ON', 'CONFLICT')) return;
  cursor.expectWord('DO', 'after ON CONFLICT');
  if (!cursor.takeWord('NOTHING') && !cursor.takeWord('ERROR'))
    cursor.expectWord('DEDUPLICATE', 'NOTHING or ERROR after DO');
}
