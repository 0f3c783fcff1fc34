import type { ExtensionPaths } from '../duckdb/extensions';
import { testStack } from './stack-info';

/** Paths of DuckDB's extensions to LOAD (avro, httpfs, iceberg, in this order), or why they cannot be had here. */
export function extensionPaths(): ExtensionPaths | { skip: string } {
  return testStack().extensions;
}
