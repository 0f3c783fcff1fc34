import { mkdirSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AccessRules } from './auth/authenticate';
import { NewestCommits } from './commit/overtaken';
import type { CatalogContext } from './context';
import { DirectorySync } from './files/directory-sync';
import { MetadataFiles } from './files/metadata-files';
import { Warehouse } from './files/warehouse';
import { type FaultLog, handleRequest } from './http/handle-request';
import type { CatalogRequest, CatalogResponse } from './http/types';
import { KeyedQueue } from './keyed-queue';
import { createCatalogPool } from './store/pool';
import { TurnLine } from './turns/turn-line';

export type CatalogOptions = {
  databaseUrl: string;
  /** Directory of all tables; made when it is missing. */
  warehouse: string;
  access: AccessRules;
  logFault: FaultLog;
  limits?: Partial<CatalogContext['limits']>;
  /** Called at named points of a commit; tests stop the process there. */
  onStep?: CatalogContext['onStep'];
};

export type Catalog = {
  /** Answers one HTTP request; never throws. */
  handle(request: CatalogRequest): Promise<CatalogResponse>;
  readonly context: CatalogContext;
  close(): Promise<void>;
};

const defaultLimits: CatalogContext['limits'] = { turnWaitMs: 6000, turnMs: 5000, commitAttempts: 8 };

/** The Iceberg REST catalog over one Postgres database and one warehouse directory. */
export function createCatalog(options: CatalogOptions): Catalog {
  mkdirSync(options.warehouse, { recursive: true });
  const warehouse = new Warehouse(realpathSync(resolve(options.warehouse)));
  const pool = createCatalogPool(options.databaseUrl, (error) =>
    options.logFault(error, { method: '-', path: 'idle database connection' }),
  );
  const context: CatalogContext = {
    pool,
    warehouse,
    metadataFiles: new MetadataFiles(warehouse),
    directories: new DirectorySync(warehouse.root),
    access: options.access,
    commitQueue: new KeyedQueue(),
    newestCommits: new NewestCommits(),
    turnLine: new TurnLine(),
    limits: { ...defaultLimits, ...options.limits },
    onStep: options.onStep ?? (async () => undefined),
    commitListeners: new Set(),
  };
  return {
    context,
    handle: (request) => handleRequest(context, request, options.logFault),
    close: () => pool.end(),
  };
}
