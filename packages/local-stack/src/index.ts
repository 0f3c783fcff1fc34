export { cacheDir } from './cache/cache-dir';
export { type ExtensionPaths, type ExtensionsResult, ensureExtensions } from './duckdb/extensions';
export { type KafkaPlan, planKafka } from './kafka/discover';
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres/start';
