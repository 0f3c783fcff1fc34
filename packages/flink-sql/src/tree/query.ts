import type { Span } from '../text/span';
import type { Expr, Ident, TableName } from './expression';
import type { MatchRecognize } from './match-recognize';

export interface SelectItem extends Span {
  readonly expr: Expr;
  readonly alias: Ident | null;
}

export interface OrderItem extends Span {
  readonly expr: Expr;
  readonly descending: boolean;
}

export interface WindowSpec extends Span {
  readonly name: Ident | null;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  /** ROWS or RANGE frame, as a span only until OVER is analysed. */
  readonly frame: Span | null;
}

export interface Alias {
  readonly name: Ident;
  readonly columns: readonly Ident[];
}

interface Relation extends Span {
  readonly alias: Alias | null;
}
export interface TableRelation extends Relation {
  readonly kind: 'table';
  readonly table: TableName;
  /** FOR SYSTEM_TIME AS OF. */
  readonly asOf: Expr | null;
}
/** TABLE(f(…)), LATERAL TABLE(f(…)) or UNNEST(…). */
export interface FunctionRelation extends Relation {
  readonly kind: 'function';
  readonly call: Expr;
  readonly lateral: boolean;
  readonly unnest: boolean;
  /** WITH ORDINALITY: a last column counts the elements. */
  readonly ordinality: boolean;
}
export interface SubqueryRelation extends Relation {
  readonly kind: 'subquery';
  readonly query: Query;
  readonly lateral: boolean;
}
export interface JoinRelation extends Relation {
  readonly kind: 'join';
  readonly join: string;
  readonly left: From;
  readonly right: From;
  readonly on: Expr | null;
  readonly using: readonly Ident[];
}
/** MATCH_RECOGNIZE and the like: read, and refused by name. */
export interface OtherRelation extends Relation {
  readonly kind: 'other';
  readonly what: string;
  /** The clauses of MATCH_RECOGNIZE. */
  readonly match?: MatchRecognize;
}
export type From = TableRelation | FunctionRelation | SubqueryRelation | JoinRelation | OtherRelation;

export interface GroupBy extends Span {
  readonly items: readonly Expr[];
}

export interface Select extends Span {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: From | null;
  readonly where: Expr | null;
  readonly groupBy: GroupBy | null;
  readonly having: Expr | null;
  readonly windows: readonly { readonly name: Ident; readonly spec: WindowSpec }[];
  /** QUALIFY. */
  readonly qualify: Expr | null;
}
export interface Values extends Span {
  readonly kind: 'values';
  readonly rows: readonly Expr[];
}
export interface SetOperation extends Span {
  readonly kind: 'set';
  readonly op: string;
  readonly left: QueryBody;
  readonly right: QueryBody;
}
export interface NestedQuery extends Span {
  readonly kind: 'nested';
  readonly query: Query;
}
export type QueryBody = Select | Values | SetOperation | NestedQuery;

export interface CommonTable extends Span {
  readonly name: Ident;
  readonly columns: readonly Ident[];
  readonly query: Query;
}

export interface Query extends Span {
  readonly with: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  /** LIMIT, OFFSET or FETCH, with where it stands. */
  readonly limit: Span | null;
}

export interface QueryStatement extends Span {
  readonly kind: 'query';
  readonly query: Query;
}
export interface InsertStatement extends Span {
  readonly kind: 'insert';
  readonly target: TableName;
  /** Columns that the query fills; empty: all, in order. */
  readonly columns: readonly Ident[];
  /** Columns of PARTITION (…). */
  readonly partition: readonly string[];
  readonly query: Query;
}
export type { Statement } from './statement';
