import type { JoinRelation } from '../../tree/query';
import { type Bound, walkBound } from '../bound';
import type { ScopeRelation } from '../scope';
import type { BoundFrom } from './bound-from';

/** Joined by the bounds of windows that both sides have. */
export function joinsWindows(from: JoinRelation, left: BoundFrom, right: BoundFrom): boolean {
  const has = (side: BoundFrom): boolean =>
    side.relations.some((r) => r.columns.some((c) => c.window === 'start'));
  return from.on !== null && has(left) && has(right);
}

export function joinsProcessingWindows(on: Bound): boolean {
  let found = false;
  walkBound(on, (node) => {
    const [a, b] = node.kind === 'call' && node.fn === '=' ? node.args : [];
    if (
      a?.kind === 'column' &&
      b?.kind === 'column' &&
      a.column.window === 'start' &&
      b.column.window === 'start'
    )
      found ||= a.column.processing === true || b.column.processing === true;
    return true;
  });
  return found;
}

/** A comparison of times of both sides keeps the join within an interval. */
export function joinsInterval(on: Bound | null): boolean {
  let found = false;
  if (on)
    walkBound(on, (node) => {
      if (node.kind === 'call' && ['<', '<=', '>', '>=', '='].includes(node.fn))
        found ||= timedRelations(node).size > 1;
      return true;
    });
  return found;
}

function timedRelations(node: Bound): Set<ScopeRelation | null> {
  const relations = new Set<ScopeRelation | null>();
  walkBound(node, (part) => {
    if (part.kind === 'column' && (part.rowtime || part.column.proctime)) relations.add(part.relation);
    return true;
  });
  return relations;
}
