import type { Span } from '../text/span';
import type { SqlType } from '../types/sql-type';
import type { ScopeColumn, ScopeRelation } from './scope';

/**
 * The typed tree: names resolved, operators as calls, implicit casts written out. Every engine's SQL is emitted from it.
 * `depth` bounds recursion of the emitters; left spines of operators count here.
 */
interface BoundBase {
  readonly type: SqlType;
  readonly span: Span;
  readonly depth: number;
}
export interface BoundColumn extends BoundBase {
  readonly kind: 'column';
  /** Column of the relation in FROM. */
  readonly name: string;
  /** Set when the column is the relation's time attribute. */
  readonly rowtime: boolean;
  /** A column that the source does not store but computes: its expression. */
  readonly computed: Bound | null;
  /** The column in scope and the relation that it is of; null when USING makes it of two. */
  readonly column: ScopeColumn;
  readonly relation: ScopeRelation | null;
}
/** Numbers as digits, temporal values as their normalized text, intervals as months or milliseconds. */
export interface BoundLiteral extends BoundBase {
  readonly kind: 'literal';
  readonly value: string | boolean | null;
}
export interface BoundCast extends BoundBase {
  readonly kind: 'cast';
  readonly operand: Bound;
  readonly mode: 'explicit' | 'try' | 'implicit';
}
export interface BoundField extends BoundBase {
  readonly kind: 'field';
  readonly base: Bound;
  readonly field: string;
}
export interface BoundCase extends BoundBase {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Bound; readonly result: Bound }[];
  readonly otherwise: Bound;
}
/** A keyword argument such as the unit of EXTRACT. */
export interface BoundSymbol extends BoundBase {
  readonly kind: 'symbol';
  readonly symbol: string;
}
export interface BoundJson {
  readonly returning: SqlType | null;
  readonly onEmpty: { readonly kind: string; readonly value: Bound | null } | null;
  readonly onError: { readonly kind: string; readonly value: Bound | null } | null;
  readonly wrapper: string | null;
  readonly onNull: 'NULL' | 'ABSENT' | null;
}
export interface BoundCall extends BoundBase {
  readonly kind: 'call';
  /** Function name or operator in upper case. AND and OR take any number of arguments. */
  readonly fn: string;
  readonly args: readonly Bound[];
  readonly aggregate: boolean;
  readonly distinct: boolean;
  readonly filter: Bound | null;
  readonly json: BoundJson | null;
}

/** A value that `body` uses in several places by `ref`: the tree stays a tree, and the value is computed once. */
export interface BoundLet extends BoundBase {
  readonly kind: 'let';
  readonly id: number;
  readonly value: Bound;
  readonly body: Bound;
}
export interface BoundRef extends BoundBase {
  readonly kind: 'ref';
  readonly id: number;
}

export type Bound =
  | BoundLet
  | BoundRef
  | BoundColumn
  | BoundLiteral
  | BoundCast
  | BoundField
  | BoundCase
  | BoundSymbol
  | BoundCall;

export function childrenOf(node: Bound): readonly Bound[] {
  switch (node.kind) {
    case 'cast':
      return [node.operand];
    case 'field':
      return [node.base];
    case 'let':
      return [node.value, node.body];
    case 'case':
      return [...node.branches.flatMap((b) => [b.when, b.result]), node.otherwise];
    case 'call': {
      const extra = [node.filter, node.json?.onEmpty?.value, node.json?.onError?.value];
      return [...node.args, ...extra.filter((e): e is Bound => e !== null && e !== undefined)];
    }
    default:
      return [];
  }
}

/** Visits every node without recursion, parents first; `visit` returns false to leave a subtree out. */
export function walkBound(root: Bound, visit: (node: Bound) => boolean | undefined): void {
  const stack: Bound[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (visit(node) === false) continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child) stack.push(child);
    }
  }
}

export function depthOver(children: readonly Bound[]): number {
  let depth = 0;
  for (const child of children) if (child.depth > depth) depth = child.depth;
  return depth + 1;
}
