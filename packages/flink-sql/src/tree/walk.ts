import type { Expr } from './expression';

/** The expressions directly below one; subqueries are not entered. */
export function childExpressions(node: Expr): readonly Expr[] {
  const present = (...list: (Expr | null)[]): Expr[] => list.filter((e): e is Expr => e !== null);
  switch (node.kind) {
    case 'unary':
    case 'is':
    case 'cast':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'between':
      return [node.operand, node.low, node.high];
    case 'like':
      return present(node.operand, node.pattern, node.escape);
    case 'in':
      return [node.operand, ...(node.list ?? [])];
    case 'case':
      return [
        ...present(node.operand, node.otherwise),
        ...node.whens.flatMap((w) => [...w.conditions, w.result]),
      ];
    case 'call':
      return [...node.args, ...present(node.filter)];
    case 'field':
      return [node.base];
    case 'item':
      return [node.base, node.index];
    case 'row':
    case 'array':
    case 'map':
      return node.items;
    case 'named-arg':
      return [node.value];
    default:
      return [];
  }
}
