import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { limit, lock } from '../../duckdb/lock-down';
import { registerRuntimeFunctions } from '../../duckdb/runtime-functions';
import type { RunSpec } from '../../types';
import { IcebergSink } from '../sink/iceberg/iceberg-sink';
import { mustExist } from './start/held-position';

/** The run's one DuckDB instance, with its limits and not locked yet. */
export async function openDuckDb(spec: RunSpec): Promise<DuckDBConnection> {
  const spillDirectory = join(spec.stateDir, 'spill');
  await mkdir(spillDirectory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  registerRuntimeFunctions(connection);
  await limit(connection, { memoryMb: spec.limits.memoryMb, threads: spec.limits.threads, spillDirectory });
  return connection;
}

/** Opens the table and then locks the connection. May be called again on the same one when the catalog was away. */
export async function openSink(spec: RunSpec, connection: DuckDBConnection): Promise<IcebergSink> {
  const options = {
    deploymentId: spec.deploymentId,
    sink: spec.pipeline.sink,
    catalog: spec.catalog,
    extensions: spec.extensions,
    mustExist: mustExist(spec),
  };
  const sink = await IcebergSink.open(options, connection);
  const allowedDirectories = [...sink.directories, spec.stateDir];
  await lock(connection, { allowedDirectories, timeZone: spec.timeZone });
  return sink;
}
