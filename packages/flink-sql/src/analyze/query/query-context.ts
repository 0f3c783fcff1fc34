import type { Diagnostics } from '../../diagnostics/collector';
import type { Span } from '../../text/span';
import type { Bound } from '../bound';
import type { AnalyzeOptions } from '../schema';
import type { Scope } from '../scope';
import type { Rowset } from './rowset';

/** What binding a query needs and reports to. */
export interface QueryContext {
  readonly options: AnalyzeOptions;
  readonly diagnostics: Diagnostics;
  /** Constructs whose types are not known. */
  readonly notUnderstood: (span: Span, what: string) => void;
  /** Constructs that are understood, but that the typed tree of one SELECT (`BoundQuery`) has no place for. */
  readonly beyondSelect: (span: Span, what: string) => void;
  readonly record: (node: Bound) => void;
  /** Tables of WITH, by name. */
  readonly commonTables: ReadonlyMap<string, Rowset>;
  /** Scope of the query around, for a subquery. */
  readonly outer: Scope | null;
}
