import type { Expr, WhenClause } from '../tree/expression';
import type { Cursor } from './cursor';
import { parseExpression, parseList } from './expressions';
import { over } from './node';
import { parseTypeNode } from './types';

export function parseCase(cursor: Cursor): Expr {
  const start = cursor.next();
  const operand = cursor.isWord('WHEN') ? null : parseExpression(cursor);
  const whens: WhenClause[] = [];
  while (cursor.takeWord('WHEN')) {
    const conditions = operand ? parseList(cursor) : [parseExpression(cursor)];
    cursor.expectWord('THEN', 'after the condition of WHEN');
    whens.push({ conditions, result: parseExpression(cursor) });
  }
  if (whens.length === 0) cursor.unexpected('WHEN in CASE');
  const otherwise = cursor.takeWord('ELSE') ? parseExpression(cursor) : null;
  cursor.expectWord('END', 'to close CASE');
  const depth = over(operand, otherwise, ...whens.flatMap((w) => [...w.conditions, w.result]));
  return { kind: 'case', operand, whens, otherwise, ...cursor.spanFrom(start), depth };
}

export function parseCast(cursor: Cursor, tryCast: boolean): Expr {
  const start = cursor.next();
  cursor.next();
  const operand = parseExpression(cursor);
  cursor.expectWord('AS', `and a type in ${tryCast ? 'TRY_CAST' : 'CAST'}(value AS type)`);
  const type = parseTypeNode(cursor);
  if (!cursor.expectOp(')', 'after the type')) {
    cursor.skipUntil((t) => t.kind === 'word' && (t.upper === 'FROM' || t.upper === 'WHERE'));
    cursor.takeOp(')');
  }
  return { kind: 'cast', operand, type, tryCast, ...cursor.spanFrom(start), depth: over(operand) };
}
