export type { AccessRules } from './auth/authenticate';
export { hashToken } from './auth/token-hash';
export { type Catalog, type CatalogOptions, createCatalog } from './catalog';
export type { CatalogRequest, CatalogResponse } from './http/types';
export type { TableIdent } from './identifiers';
export { type NewestFile, type NewestFiles, newestFiles } from './inspect/newest-files';
export { tableState } from './inspect/table-state';
export type { Column } from './inspect/type-names';
