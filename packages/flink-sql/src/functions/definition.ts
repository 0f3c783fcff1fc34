import type { SqlType } from '../types/sql-type';

export type Family =
  | 'any'
  | 'string'
  | 'binary'
  | 'numeric'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'interval'
  | 'array'
  | 'map'
  | 'multiset'
  | 'row'
  | 'bitmap'
  | 'symbol'
  | 'comparable'
  | 'scalar';

export interface Parameter {
  readonly name: string;
  readonly accepts: readonly Family[];
  readonly optional?: boolean;
  /** The last parameter may be repeated. */
  readonly variadic?: boolean;
  /** Only a literal is allowed (Flink needs the value when planning). */
  readonly literal?: boolean;
}

export interface Argument {
  readonly type: SqlType;
  /** The text of a literal argument. */
  readonly literal: string | null;
}

/** Gives the result type, or null when the argument types do not go together. */
export type ResultRule = (args: readonly Argument[]) => SqlType | null;

export type FunctionGroup =
  | 'string'
  | 'arithmetic'
  | 'temporal'
  | 'conditional'
  | 'json'
  | 'hash'
  | 'collection'
  | 'aggregate'
  | 'window'
  | 'conversion'
  | 'auxiliary';

export interface FunctionDefinition {
  readonly name: string;
  readonly group: FunctionGroup;
  readonly parameters: readonly Parameter[];
  readonly result: ResultRule;
  readonly description: string;
  /** First Flink version that has it; absent: 1.20 and before. */
  readonly since?: '2.x';
  /** The result rule of Flink 1.20 where it is another. */
  readonly before2?: ResultRule;
  readonly aggregate?: boolean;
  /** Arguments are cast to their common type before the call. */
  readonly unify?: boolean;
  /** Reads the clock or chance: the same record may give another result. */
  readonly nondeterministic?: boolean;
  /** May stand without parentheses. */
  readonly bare?: boolean;
}
