import type { Diagnostics } from '../diagnostics/collector';
import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../text/span';
import type { CallExpr } from '../tree/expression';
import type { WindowSpec } from '../tree/query';
import type { Bound } from './bound';
import type { SubqueryBinder } from './query/subquery';
import type { FlinkVersion } from './schema';
import type { Scope } from './scope';
import type { OverUse } from './windows/over';

/** What binding an expression needs and reports to. */
export interface BindContext {
  readonly scope: Scope;
  readonly diagnostics: Diagnostics;
  readonly flinkVersion: FlinkVersion;
  readonly timeZone: string;
  /** Places where aggregates may stand. */
  readonly aggregates: 'allowed' | { readonly refusedIn: string };
  /** Binds group window functions such as TUMBLE_START; null where there are none. */
  readonly windowFunction: ((node: CallExpr) => Bound | null) | null;
  /** Constructs that Penstock does not understand yet; the embedded engine refuses them. */
  readonly notUnderstood: (span: Span, what: string) => void;
  /** Constructs that are understood, but that the typed tree of one SELECT has no place for. */
  readonly beyondSelect?: (span: Span, what: string) => void;
  /** Binds subqueries; absent where none may stand. */
  readonly subquery?: SubqueryBinder;
  /** Windows of the clause WINDOW, where OVER may stand. */
  readonly named?: ReadonlyMap<string, WindowSpec>;
  /** Collects what stands OVER a window. */
  readonly overs?: OverUse[];
  /** An aggregate may be of no rows at all: without GROUP BY. */
  readonly emptyGroup?: boolean;
  /** Types of expressions by span, for hover. */
  readonly record: (node: Bound) => void;
}

export function fail(
  context: BindContext,
  code: Parameters<Diagnostics['error']>[0],
  span: Span,
  message: string,
  fixes?: readonly Fix[],
): null {
  context.diagnostics.error(code, span, message, fixes);
  return null;
}
