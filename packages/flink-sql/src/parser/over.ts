import type { Expr } from '../tree/expression';
import type { OrderItem, WindowSpec } from '../tree/query';
import type { Cursor } from './cursor';
import { parseExpression, parseList } from './expressions';
import { identOf, isIdentifierToken } from './identifiers';

export function parseOver(cursor: Cursor): WindowSpec {
  const start = cursor.next();
  if (isIdentifierToken(cursor.peek())) {
    const name = identOf(cursor.next());
    return { name, partitionBy: [], orderBy: [], frame: null, ...cursor.spanFrom(start) };
  }
  return parseWindowSpec(cursor);
}

/** `( [name] [PARTITION BY …] [ORDER BY …] [ROWS | RANGE …] )` */
export function parseWindowSpec(cursor: Cursor): WindowSpec {
  const start = cursor.peek();
  cursor.expectOp('(', 'after OVER');
  const name = isIdentifierToken(cursor.peek()) ? identOf(cursor.next()) : null;
  let partitionBy: Expr[] = [];
  if (cursor.takeWord('PARTITION')) {
    cursor.expectWord('BY', 'after PARTITION');
    partitionBy = parseList(cursor);
  }
  const orderBy = cursor.isWord('ORDER') ? parseOrderBy(cursor) : [];
  const frame = cursor.isWord('ROWS') || cursor.isWord('RANGE') ? parseFrame(cursor) : null;
  cursor.expectOp(')', 'after the window of OVER');
  return { name, partitionBy, orderBy, frame, ...cursor.spanFrom(start) };
}

function parseFrame(cursor: Cursor): { start: number; end: number } {
  const start = cursor.next();
  const between = cursor.takeWord('BETWEEN');
  parseBound(cursor);
  if (between && cursor.expectWord('AND', 'between the bounds of the frame')) parseBound(cursor);
  const { start: from, end } = cursor.spanFrom(start);
  return { start: from, end };
}

function parseBound(cursor: Cursor): void {
  if (cursor.takeWords('CURRENT', 'ROW')) return;
  if (!cursor.takeWord('UNBOUNDED')) parseExpression(cursor);
  if (!cursor.takeWord('PRECEDING')) cursor.expectWord('FOLLOWING', 'or PRECEDING after the bound');
}

export function parseOrderBy(cursor: Cursor): OrderItem[] {
  cursor.next();
  cursor.expectWord('BY', 'after ORDER');
  const items: OrderItem[] = [];
  do {
    const expr = parseExpression(cursor);
    const descending = cursor.takeWord('DESC') !== null;
    if (!descending) cursor.takeWord('ASC');
    if (cursor.takeWord('NULLS') && !cursor.takeWord('FIRST'))
      cursor.expectWord('LAST', 'or FIRST after NULLS');
    items.push({ expr, descending, ...cursor.spanFrom(expr) });
  } while (cursor.takeOp(','));
  return items;
}
