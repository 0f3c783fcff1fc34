import { type Bound, childrenOf } from './bound';

/** Beyond this depth two expressions are not compared: they count as different. */
const MAX_KEY_DEPTH = 150;

/** A text that is equal for equal expressions, to find a grouped expression again in SELECT. */
export function keyOf(node: Bound): string {
  if (node.depth > MAX_KEY_DEPTH) return `#${node.span.start}:${node.span.end}`;
  const inner = childrenOf(node).map(keyOf).join(',');
  switch (node.kind) {
    case 'column':
      return `c:${JSON.stringify([node.relation?.qualifiers[0] ?? '', node.name])}`;
    case 'literal':
      return `l:${node.type.kind}:${JSON.stringify(node.value)}`;
    case 'ref':
      return 'r';
    case 'let':
      return `let(${inner})`;
    case 'symbol':
      return `s:${node.symbol}`;
    case 'field':
      return `f:${JSON.stringify(node.field)}(${inner})`;
    case 'cast':
      return `x:${node.mode}:${JSON.stringify(node.type)}(${inner})`;
    case 'case':
      return `case(${inner})`;
    case 'call':
      return `${node.fn}:${node.distinct}(${inner})`;
  }
}
