import type { Diagnostics } from '../diagnostics/collector';
import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../text/span';
import type { CallExpr } from '../tree/expression';
import type { Bound } from './bound';
import type { FlinkVersion } from './schema';
import type { Scope } from './scope';

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
