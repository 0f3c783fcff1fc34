import type { Span } from '../text/span';
import type { Query, WindowSpec } from './query';
import type { TypeNode } from './type-node';

/** A name as written, without its backticks. */
export interface Ident extends Span {
  readonly name: string;
  readonly quoted: boolean;
}

export type LiteralKind =
  | 'string'
  | 'binary'
  | 'number'
  | 'boolean'
  /** UNKNOWN: the BOOLEAN null. */
  | 'unknown'
  | 'null'
  | 'date'
  | 'time'
  | 'timestamp';

interface Node extends Span {
  /** Height of the tree below; the parser refuses more than it can be walked. Left spines of binary operators count once. */
  readonly depth: number;
}

export interface LiteralExpr extends Node {
  readonly kind: 'literal';
  readonly literal: LiteralKind;
  readonly value: string;
}
export interface IntervalExpr extends Node {
  readonly kind: 'interval';
  readonly negative: boolean;
  readonly value: string;
  readonly from: string;
  readonly to: string | null;
}
/** A column, a qualified column or a path into a ROW: which of them the analyzer decides. */
export interface NameExpr extends Node {
  readonly kind: 'name';
  readonly parts: readonly Ident[];
}
export interface StarExpr extends Node {
  readonly kind: 'star';
  readonly qualifier: readonly Ident[];
}
export interface UnaryExpr extends Node {
  readonly kind: 'unary';
  readonly op: '+' | '-' | 'NOT';
  readonly operand: Expr;
}
export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '||'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'AND'
  | 'OR'
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  | 'OVERLAPS'
  | 'MULTISET UNION'
  | 'MEMBER OF'
  | 'SUBMULTISET OF';
export interface BinaryExpr extends Node {
  readonly kind: 'binary';
  readonly op: BinaryOp;
  readonly opSpan: Span;
  readonly left: Expr;
  readonly right: Expr;
}
export type IsTest =
  | 'NULL'
  | 'TRUE'
  | 'FALSE'
  | 'UNKNOWN'
  | 'JSON'
  | 'JSON VALUE'
  | 'JSON OBJECT'
  | 'JSON ARRAY'
  | 'JSON SCALAR'
  | 'A SET'
  | 'EMPTY';
export interface IsExpr extends Node {
  readonly kind: 'is';
  readonly operand: Expr;
  readonly test: IsTest;
  readonly negated: boolean;
}
export interface BetweenExpr extends Node {
  readonly kind: 'between';
  readonly operand: Expr;
  readonly low: Expr;
  readonly high: Expr;
  readonly negated: boolean;
  readonly symmetric: boolean;
}
export interface LikeExpr extends Node {
  readonly kind: 'like';
  readonly operand: Expr;
  readonly pattern: Expr;
  readonly escape: Expr | null;
  readonly negated: boolean;
  readonly similar: boolean;
}
export interface InExpr extends Node {
  readonly kind: 'in';
  readonly operand: Expr;
  readonly list: readonly Expr[] | null;
  readonly query: Query | null;
  readonly negated: boolean;
}
export interface WhenClause {
  readonly conditions: readonly Expr[];
  readonly result: Expr;
}
export interface CaseExpr extends Node {
  readonly kind: 'case';
  readonly operand: Expr | null;
  readonly whens: readonly WhenClause[];
  readonly otherwise: Expr | null;
}
export interface CastExpr extends Node {
  readonly kind: 'cast';
  readonly operand: Expr;
  readonly type: TypeNode;
  readonly tryCast: boolean;
}
/** What a JSON function does instead of giving a value. */
export interface JsonBehavior extends Span {
  readonly kind: 'NULL' | 'ERROR' | 'DEFAULT' | 'TRUE' | 'FALSE' | 'UNKNOWN' | 'EMPTY ARRAY' | 'EMPTY OBJECT';
  readonly value: Expr | null;
}
export interface JsonClauses {
  readonly returning: TypeNode | null;
  readonly wrapper: string | null;
  readonly onEmpty: JsonBehavior | null;
  readonly onError: JsonBehavior | null;
  /** NULL ON NULL or ABSENT ON NULL. */
  readonly onNull: 'NULL' | 'ABSENT' | null;
}
export interface CallExpr extends Node {
  readonly kind: 'call';
  /** Upper-case for the built-in functions; as written for quoted names. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expr[];
  readonly distinct: boolean;
  readonly json: JsonClauses | null;
  readonly filter: Expr | null;
  readonly over: WindowSpec | null;
  /** Written without parentheses, as CURRENT_TIMESTAMP. */
  readonly bare: boolean;
}
export interface FieldExpr extends Node {
  readonly kind: 'field';
  readonly base: Expr;
  readonly field: Ident;
}
export interface ItemExpr extends Node {
  readonly kind: 'item';
  readonly base: Expr;
  readonly index: Expr;
}
export interface ConstructorExpr extends Node {
  readonly kind: 'row' | 'array' | 'map';
  readonly items: readonly Expr[];
}
/** A keyword as an argument, such as the unit of EXTRACT. */
export interface SymbolExpr extends Node {
  readonly kind: 'symbol';
  readonly symbol: string;
}
export interface NamedArgExpr extends Node {
  readonly kind: 'named-arg';
  readonly name: Ident;
  readonly value: Expr;
}
export interface DescriptorExpr extends Node {
  readonly kind: 'descriptor';
  readonly columns: readonly Ident[];
}
/** TABLE t as an argument of a table function. */
export interface TableArgExpr extends Node {
  readonly kind: 'table-arg';
  readonly table: TableName;
}
export interface SubqueryExpr extends Node {
  readonly kind: 'subquery' | 'exists' | 'array-query' | 'map-query' | 'multiset-query';
  readonly query: Query;
}
/** Where the text could not be read; already reported. */
export interface ErrorExpr extends Node {
  readonly kind: 'error';
}

export interface TableName extends Span {
  readonly parts: readonly Ident[];
  /** Written `{source_table}`. */
  readonly placeholder: boolean;
}

export type Expr =
  | LiteralExpr
  | IntervalExpr
  | NameExpr
  | StarExpr
  | UnaryExpr
  | BinaryExpr
  | IsExpr
  | BetweenExpr
  | LikeExpr
  | InExpr
  | CaseExpr
  | CastExpr
  | CallExpr
  | FieldExpr
  | ItemExpr
  | ConstructorExpr
  | SymbolExpr
  | NamedArgExpr
  | DescriptorExpr
  | TableArgExpr
  | SubqueryExpr
  | ErrorExpr;
