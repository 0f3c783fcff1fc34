import type { CallExpr } from '../tree/expression';

const admitted = new WeakSet<CallExpr>();

/** JSON(text) may only be a value of JSON_OBJECT or JSON_ARRAY: notes those of a call before they are bound. */
export function admitJsonDocuments(node: CallExpr): void {
  if (node.name !== 'JSON_OBJECT' && node.name !== 'JSON_ARRAY') return;
  for (const arg of node.args) if (arg.kind === 'call' && arg.name === 'JSON') admitted.add(arg);
}

export function isMisplacedJson(node: CallExpr): boolean {
  return node.name === 'JSON' && !admitted.has(node);
}
