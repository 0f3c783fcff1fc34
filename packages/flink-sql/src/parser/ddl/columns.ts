import type { Ident } from '../../tree/expression';
import type { ColumnDefinition, Constraint, TableSchemaNode, Watermark } from '../../tree/statement';
import type { Cursor } from '../cursor';
import { parseExpression } from '../expressions';
import { parseIdentifier, parseNameParts } from '../identifiers';
import { parseColumnNames } from '../select';
import { parseTypeNode } from '../types';

/** `( columns, watermark, constraints )` of CREATE TABLE; names alone are those of CREATE TABLE … AS. */
export function parseTableSchema(cursor: Cursor): TableSchemaNode {
  const columns: ColumnDefinition[] = [];
  const watermarks: Watermark[] = [];
  const constraints: Constraint[] = [];
  const columnNames: Ident[] = [];
  cursor.next();
  while (!cursor.isOp(')') || cursor.previous.upper === ',') {
    if (cursor.isWord('WATERMARK') && cursor.isWord('FOR', 1)) watermarks.push(...parseWatermark(cursor));
    else if (startsConstraint(cursor)) constraints.push(parseConstraint(cursor));
    else if (!parseColumn(cursor, columns, columnNames)) break;
    if (!cursor.takeOp(',')) break;
  }
  cursor.expectOp(')', 'after the columns');
  return { columns, watermarks, constraints, columnNames };
}

function parseColumn(cursor: Cursor, columns: ColumnDefinition[], columnNames: Ident[]): boolean {
  const name = parseIdentifier(cursor, 'the name of a column');
  if (!name) return false;
  if (columnNames.length > 0 && !cursor.isOp(',')) {
    if (!cursor.isOp(')')) cursor.unexpected(', or ) after the name of the column');
    columnNames.push(name);
  } else if ((cursor.isOp(',') || cursor.isOp(')')) && columns.length === 0) columnNames.push(name);
  else if (cursor.takeWord('AS')) columns.push(parseComputed(cursor, name));
  else columns.push(parseTyped(cursor, name));
  return true;
}

function parseComputed(cursor: Cursor, name: Ident): ColumnDefinition {
  const expression = parseExpression(cursor);
  const comment = parseComment(cursor);
  return { kind: 'computed', name, expression, comment, ...cursor.spanFrom(name) };
}

function parseTyped(cursor: Cursor, name: Ident): ColumnDefinition {
  const type = parseTypeNode(cursor);
  if (cursor.takeWord('METADATA')) {
    const key = cursor.takeWord('FROM') ? parseText(cursor, 'the key of the metadata in quotes') : null;
    const virtual = cursor.takeWord('VIRTUAL') !== null;
    const comment = parseComment(cursor);
    return { kind: 'metadata', name, type, key, virtual, comment, ...cursor.spanFrom(name) };
  }
  const primaryKey = parseColumnConstraint(cursor);
  const comment = parseComment(cursor);
  return { kind: 'physical', name, type, primaryKey, comment, ...cursor.spanFrom(name) };
}

/** `[CONSTRAINT name] PRIMARY KEY | UNIQUE [[NOT] ENFORCED]` behind a column; whether it is a primary key. */
function parseColumnConstraint(cursor: Cursor): boolean {
  if (cursor.takeWord('CONSTRAINT')) parseIdentifier(cursor, 'the name of the constraint');
  const primary = cursor.takeWords('PRIMARY', 'KEY');
  if (primary || cursor.takeWord('UNIQUE')) parseEnforced(cursor);
  return primary;
}

export function parseComment(cursor: Cursor): string | null {
  return cursor.takeWord('COMMENT') ? parseText(cursor, 'the comment in quotes') : null;
}

/** A text in quotes, whose value counts. */
export function parseText(cursor: Cursor, what: string): string | null {
  // Strings beside each other are one, as everywhere.
  if (cursor.peek().kind === 'string') {
    const parts: string[] = [];
    while (cursor.peek().kind === 'string') parts.push(cursor.next().value);
    return parts.join('');
  }
  cursor.unexpected(what);
  return null;
}

export function parseWatermark(cursor: Cursor): Watermark[] {
  const start = cursor.next();
  cursor.next();
  const first = parseIdentifier(cursor, 'the time column');
  if (!first) return [];
  const column = parseNameParts(cursor, first);
  cursor.expectWord('AS', 'after the time column');
  const expression = parseExpression(cursor);
  return [{ column, expression, ...cursor.spanFrom(start) }];
}

function startsConstraint(cursor: Cursor): boolean {
  return cursor.isWord('CONSTRAINT') || cursor.isWords('PRIMARY', 'KEY') || cursor.isWord('UNIQUE');
}

export function parseConstraint(cursor: Cursor): Constraint {
  const start = cursor.peek();
  const name = cursor.takeWord('CONSTRAINT') ? parseIdentifier(cursor, 'the name of the constraint') : null;
  const unique = cursor.takeWord('UNIQUE') !== null;
  if (!unique && cursor.expectWord('PRIMARY', 'KEY or UNIQUE')) cursor.expectWord('KEY', 'after PRIMARY');
  const columns = cursor.isOp('(') ? parseColumnNames(cursor) : [];
  if (columns.length === 0) cursor.unexpected('the columns of the key in parentheses');
  const enforced = parseEnforced(cursor);
  return { kind: unique ? 'unique' : 'primary-key', name, columns, enforced, ...cursor.spanFrom(start) };
}

function parseEnforced(cursor: Cursor): boolean | null {
  if (cursor.takeWords('NOT', 'ENFORCED')) return false;
  return cursor.takeWord('ENFORCED') ? true : null;
}
