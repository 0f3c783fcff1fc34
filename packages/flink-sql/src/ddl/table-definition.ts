import type { Expr } from '../tree/expression';
import type { SqlType } from '../types/sql-type';

/** An expression as written in a definition, with its tree; the tree's spans refer to the definition's text. */
export interface DefinedExpression {
  readonly text: string;
  readonly tree: Expr;
}

export type DefinedColumn =
  /** Stored by the table. A column of the primary key is NOT NULL even when that was not written. */
  | { readonly kind: 'physical'; readonly name: string; readonly type: SqlType }
  /** `name AS expression`: may use the physical and metadata columns. */
  | { readonly kind: 'computed'; readonly name: string; readonly expression: DefinedExpression }
  /** `name type METADATA [FROM 'key'] [VIRTUAL]`; `key` is the column's name where none is written. */
  | {
      readonly kind: 'metadata';
      readonly name: string;
      readonly type: SqlType;
      readonly key: string;
      /** A virtual one is read, never written. */
      readonly virtual: boolean;
    };

/** `WATERMARK FOR column AS expression`. */
export interface DefinedWatermark {
  /** Name of the column, with the fields below it when it is nested. */
  readonly column: readonly string[];
  readonly expression: DefinedExpression;
}

/** What CREATE TABLE says of a table, as data (Flink docs: SQL, CREATE Statements). */
export interface TableDefinition {
  /** Last part of the name: the table without its catalog and database. */
  readonly name: string;
  /** All parts, as written. */
  readonly path: readonly string[];
  readonly temporary: boolean;
  /** In the order of the definition; those of LIKE come before. */
  readonly columns: readonly DefinedColumn[];
  readonly watermark: DefinedWatermark | null;
  /** Column names; empty when there is no key. */
  readonly primaryKey: readonly string[];
  readonly partitionedBy: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** CREATE VIEW: its columns are known after analysis only. */
export interface ViewDefinition {
  readonly name: string;
  readonly path: readonly string[];
  readonly temporary: boolean;
  /** Names given in parentheses; empty when the query's own count. */
  readonly columns: readonly string[];
  /** The query as written. */
  readonly query: string;
}

export interface Definitions {
  /** By name (`TableDefinition.name`); a later definition replaces an earlier one. */
  readonly tables: ReadonlyMap<string, TableDefinition>;
  readonly views: ReadonlyMap<string, ViewDefinition>;
}
