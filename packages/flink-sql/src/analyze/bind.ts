import type { Expr } from '../tree/expression';
import { bindAccess, bindConstructor } from './bind-access';
import { bindCall } from './bind-call';
import { bindCase, bindCast } from './bind-conditional';
import { bindInterval, bindLiteral } from './bind-literal';
import { bindBinary, bindUnary } from './bind-operators';
import { bindBetween, bindIn, bindIs, bindLike } from './bind-predicates';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { resolveName } from './scope';

/** Gives the typed node of an expression, or null when it (or a part) was reported. */
export function bind(context: BindContext, node: Expr): Bound | null {
  const bound = bindNode(context, node);
  if (bound) context.record(bound);
  return bound;
}

function bindNode(context: BindContext, node: Expr): Bound | null {
  switch (node.kind) {
    case 'literal':
      return bindLiteral(context, node);
    case 'interval':
      return bindInterval(context, node);
    case 'name':
      return resolveName(context, node.parts);
    case 'unary':
      return bindUnary(context, node);
    case 'binary':
      return bindBinary(context, node);
    case 'is':
      return bindIs(context, node);
    case 'between':
      return bindBetween(context, node);
    case 'like':
      return bindLike(context, node);
    case 'in':
      return bindIn(context, node);
    case 'case':
      return bindCase(context, node);
    case 'cast':
      return bindCast(context, node);
    case 'call':
      return bindCall(context, node);
    case 'field':
    case 'item':
      return bindAccess(context, node);
    case 'row':
    case 'array':
    case 'map':
      return bindConstructor(context, node);
    case 'symbol':
      return {
        kind: 'symbol',
        symbol: node.symbol,
        type: { kind: 'NULL', nullable: false },
        span: node,
        depth: 1,
      };
    case 'star':
      return fail(context, 'syntax', node, '* stands alone in SELECT, or in COUNT(*).');
    case 'error':
      return null;
    case 'subquery':
    case 'exists':
    case 'array-query':
    case 'map-query':
    case 'multiset-query':
      if (context.subquery) return context.subquery(context, node);
      context.notUnderstood(node, node.kind === 'exists' ? 'EXISTS with a subquery' : 'a subquery');
      return null;
    default:
      return fail(context, 'syntax', node, 'This belongs to a table function, such as TUMBLE in FROM.');
  }
}

/** Binds all, so that errors in each are reported; null when one failed. */
export function bindAll(context: BindContext, nodes: readonly Expr[]): Bound[] | null {
  const bound = nodes.map((node) => bind(context, node));
  const complete = bound.filter((b): b is Bound => b !== null);
  return complete.length === nodes.length ? complete : null;
}
