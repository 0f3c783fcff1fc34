import type { Catalog } from '@penstock/control/catalog';
import type { Logger } from 'pino';
import type { ServerEnv } from '../env';
import type { InternalRouter } from '../http/internal-router';

export type ServerDeps = {
  env: ServerEnv;
  /** `PENSTOCK_INTERNAL_TOKEN`, or one made for this process. */
  internalToken: string;
  log: Logger;
  catalog: Catalog;
  /** Where this server answers; set before features start. */
  baseUrl: () => string;
};

/**
 * A feature registers its routes and may start work of its own; `close` is awaited at shutdown, in reverse order.
 * Registration must not wait for services that may be away: the server answers in any case.
 */
export type RegisterFeature = (
  router: InternalRouter,
  deps: ServerDeps,
) => Promise<FeatureHandle | undefined> | FeatureHandle | undefined;

export type FeatureHandle = { close(): Promise<void> };
