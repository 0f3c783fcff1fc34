/**
 * DuckDB types that pass between the engine and our own functions, with what stands for their values: BOOLEAN boolean;
 * INTEGER, FLOAT, DOUBLE number; BIGINT bigint; VARCHAR string; BLOB Uint8Array; a list of them an array. Instants,
 * intervals and DECIMAL pass as BIGINT or VARCHAR.
 */
export type RuntimeType =
  | 'BOOLEAN'
  | 'INTEGER'
  | 'BIGINT'
  | 'FLOAT'
  | 'DOUBLE'
  | 'VARCHAR'
  | 'BLOB'
  | 'INTEGER[]'
  | 'BIGINT[]'
  | 'DOUBLE[]'
  | 'VARCHAR[]';

export type RuntimeScalar = boolean | number | bigint | string | Uint8Array | null;
export type RuntimeValue = RuntimeScalar | readonly RuntimeScalar[];

/**
 * A function of Flink's that DuckDB has nothing the same for. The engine registers all of them under their names before
 * it runs emitted SQL. Pure: the same arguments give the same value. Throwing an Error fails the record with its message.
 */
export interface RuntimeFunction {
  /** Begins with `flink_`, so that no function of DuckDB is meant by mistake. */
  readonly name: `flink_${string}`;
  readonly parameters: readonly RuntimeType[];
  readonly result: RuntimeType;
  /** Called with NULLs too; else the result is NULL when an argument is. */
  readonly takesNull?: boolean;
  readonly call: (...args: never[]) => RuntimeValue;
}
