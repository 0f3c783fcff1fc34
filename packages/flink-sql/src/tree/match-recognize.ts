import type { Span } from '../text/span';
import type { Expr, Ident } from './expression';
import type { OrderItem } from './query';

export interface Measure extends Span {
  readonly expr: Expr;
  readonly alias: Ident;
}

/** MATCH_RECOGNIZE ( … ), clause by clause (Flink docs: SQL, Pattern Recognition). */
export interface MatchRecognize extends Span {
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  readonly measures: readonly Measure[];
  /** ALL ROWS PER MATCH instead of one. */
  readonly allRows: boolean;
  /** What AFTER MATCH SKIP says, in upper case; null when it is not written. */
  readonly skip: string | null;
  readonly pattern: Span;
  /** Names that the pattern uses. */
  readonly variables: readonly Ident[];
  readonly within: Expr | null;
  readonly subsets: readonly { readonly name: Ident; readonly variables: readonly Ident[] }[];
  readonly definitions: readonly { readonly name: Ident; readonly condition: Expr }[];
}
