/** The DuckDB that `@duckdb/node-api` brings; extensions fit exactly one version. */
export const duckdbVersion = '1.5.5';

export const extensionNames = ['avro', 'httpfs', 'iceberg'] as const;
export type ExtensionName = (typeof extensionNames)[number];

/**
 * SHA-256 of the extension files as DuckDB published them for linux_amd64. For other platforms none are kept here;
 * there DuckDB's own check of the signature on LOAD stands alone.
 */
export const knownHashes: Record<string, Partial<Record<ExtensionName, string>>> = {
  linux_amd64: {
    avro: 'f9c59d9735863896fb10c78f2d6e23132cc9ede4a4fb8c10a6f523b6d0793c77',
    httpfs: '887c392b1e49128d11667c81e3698d8b00dfdeb456771acf66d05a0f74f7b7d8',
    iceberg: 'ebc4993903de0d71d42fe3027b6691b8d5e5936ed366e98bdb9eab5aeedeb422',
  },
};
