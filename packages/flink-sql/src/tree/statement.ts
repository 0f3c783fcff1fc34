import type { Span } from '../text/span';
import type { Expr, Ident, TableName } from './expression';
import type { InsertStatement, Query, QueryStatement } from './query';
import type { TypeNode } from './type-node';

/** Statements that are no query and no INSERT carry the words that name them, for the message that refuses them. */
interface Named extends Span {
  readonly what: string;
}

export interface PhysicalColumn extends Span {
  readonly kind: 'physical';
  readonly name: Ident;
  readonly type: TypeNode;
  /** PRIMARY KEY behind the column. */
  readonly primaryKey: boolean;
  readonly comment: string | null;
}
export interface MetadataColumn extends Span {
  readonly kind: 'metadata';
  readonly name: Ident;
  readonly type: TypeNode;
  /** FROM 'key'; null: the column's own name. */
  readonly key: string | null;
  readonly virtual: boolean;
  readonly comment: string | null;
}
export interface ComputedColumn extends Span {
  readonly kind: 'computed';
  readonly name: Ident;
  readonly expression: Expr;
  readonly comment: string | null;
}
export type ColumnDefinition = PhysicalColumn | MetadataColumn | ComputedColumn;

export interface Watermark extends Span {
  /** Column, with the fields below it. */
  readonly column: readonly Ident[];
  readonly expression: Expr;
}

/** PRIMARY KEY or UNIQUE. */
export interface Constraint extends Span {
  readonly kind: 'primary-key' | 'unique';
  readonly name: Ident | null;
  readonly columns: readonly Ident[];
  readonly enforced: boolean | null;
}

export interface TableOption extends Span {
  readonly key: string;
  readonly value: string;
}

export interface Distribution extends Span {
  /** HASH or RANGE; null: the connector chooses. */
  readonly method: string | null;
  readonly columns: readonly Ident[];
  readonly buckets: number | null;
}

export interface LikeClause extends Span {
  readonly table: TableName;
  /** Such as `EXCLUDING OPTIONS`, in upper case. */
  readonly features: readonly string[];
}

export interface TableSchemaNode {
  readonly columns: readonly ColumnDefinition[];
  readonly watermarks: readonly Watermark[];
  readonly constraints: readonly Constraint[];
  /** CREATE TABLE t (a, b) AS SELECT …: names without types. */
  readonly columnNames: readonly Ident[];
}

export interface CreateTableStatement extends Named, TableSchemaNode {
  readonly kind: 'create-table';
  readonly temporary: boolean;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly table: TableName;
  readonly comment: string | null;
  readonly distribution: Distribution | null;
  readonly partitionedBy: readonly Ident[];
  readonly options: readonly TableOption[];
  readonly like: LikeClause | null;
  /** AS SELECT …. */
  readonly query: Query | null;
}

export interface CreateViewStatement extends Named {
  readonly kind: 'create-view';
  readonly temporary: boolean;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly view: TableName;
  readonly columns: readonly Ident[];
  readonly comment: string | null;
  readonly query: Query;
}

/** `[EXECUTE] STATEMENT SET BEGIN …; END`. */
export interface StatementSet extends Named {
  readonly kind: 'statement-set';
  readonly inserts: readonly InsertStatement[];
}

export interface ExplainStatement extends Named {
  readonly kind: 'explain';
  readonly statement: QueryStatement | InsertStatement | StatementSet | null;
}

/** `SET 'key' = 'value'`, `RESET 'key'`; without a key all settings are meant. */
export interface SettingStatement extends Named {
  readonly kind: 'set' | 'reset';
  readonly key: string | null;
  readonly value: string | null;
}

/** Any other statement: named by its leading keywords, not read further. */
export interface OtherStatement extends Named {
  readonly kind: 'other';
}

export type Statement =
  | QueryStatement
  | InsertStatement
  | CreateTableStatement
  | CreateViewStatement
  | StatementSet
  | ExplainStatement
  | SettingStatement
  | OtherStatement;
