import type { Bound, BoundCall } from '../../analyze/bound';
import type { Emitter } from './emitter';

/** Gives the SQL of a call, or null where it is not known to give Flink's answer. */
export type FunctionEmitter = (emitter: Emitter, node: BoundCall) => string | null;

/** An emitter that only needs the arguments' SQL. */
export function plain(write: (...args: string[]) => string): FunctionEmitter {
  return (emitter, node) => write(...node.args.map((a) => emitter.expr(a)));
}

export function literalText(node: Bound | undefined): string | null {
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : null;
}

export function literalInteger(node: Bound | undefined): number | null {
  const text = literalText(node);
  const value = text === null ? Number.NaN : Number(text);
  return Number.isInteger(value) ? value : null;
}
