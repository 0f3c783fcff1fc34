import {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBListValue,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
  FLOAT,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import {
  type RuntimeFunction,
  type RuntimeType,
  type RuntimeValue,
  runtimeFunctions,
} from '@penstock/flink-sql';

/** Makes the front end's own functions known, so that emitted SQL can call them. Once per connection's instance. */
export function registerRuntimeFunctions(connection: DuckDBConnection): void {
  for (const definition of runtimeFunctions) connection.registerScalarFunction(scalarFunction(definition));
}

const types: Readonly<Record<RuntimeType, DuckDBType>> = {
  BOOLEAN,
  INTEGER,
  BIGINT,
  FLOAT,
  DOUBLE,
  VARCHAR,
  BLOB,
  'INTEGER[]': LIST(INTEGER),
  'BIGINT[]': LIST(BIGINT),
  'DOUBLE[]': LIST(DOUBLE),
  'VARCHAR[]': LIST(VARCHAR),
};

function scalarFunction(definition: RuntimeFunction): DuckDBScalarFunction {
  const call = definition.call as (...args: RuntimeValue[]) => RuntimeValue;
  const { name, parameters, result, takesNull = false } = definition;
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((type) => types[type]),
    returnType: types[result],
    ...(takesNull ? { specialHandling: true } : {}),
    mainFunction: (_info, chunk, output) => fill(chunk, output, parameters.length, takesNull, call),
  });
}

function fill(
  chunk: DuckDBDataChunk,
  output: DuckDBVector,
  width: number,
  takesNull: boolean,
  call: (...args: RuntimeValue[]) => RuntimeValue,
): void {
  const vectors = Array.from({ length: width }, (_, column) => chunk.getColumnVector(column));
  for (let row = 0; row < chunk.rowCount; row += 1) {
    const args = vectors.map((vector) => fromDuckDb(vector.getItem(row)));
    const isNull = !takesNull && args.includes(null);
    output.setItem(row, isNull ? null : toDuckDb(call(...args)));
  }
  output.flush();
}

function fromDuckDb(value: DuckDBValue): RuntimeValue {
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value instanceof DuckDBListValue) return value.items.map((item) => fromDuckDb(item)) as RuntimeValue;
  return value as RuntimeValue;
}

function toDuckDb(value: RuntimeValue): DuckDBValue {
  if (value instanceof Uint8Array) return blobValue(value);
  if (Array.isArray(value)) return listValue(value.map((item: RuntimeValue) => toDuckDb(item)));
  return value as DuckDBValue;
}
