import type { Span } from '../text/span';
import type { Expr } from '../tree/expression';
import { type Cursor, MAX_DEPTH } from './cursor';

/** Height of a node over its children. */
export function over(...children: (Expr | null)[]): number {
  let depth = 0;
  for (const child of children) if (child && child.depth > depth) depth = child.depth;
  return depth + 1;
}

/** Long chains of postfix operators nest without recursion in the parser, so their height is checked here. */
export function checked<T extends Expr>(cursor: Cursor, node: T): T {
  if (node.depth > MAX_DEPTH) cursor.tooDeep(node);
  return node;
}

export function errorExpr(span: Span): Expr {
  return { kind: 'error', start: span.start, end: span.end, depth: 1 };
}
