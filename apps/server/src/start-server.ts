import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PenstockError } from '@penstock/common';
import { createCatalog, startMaintenance } from '@penstock/control/catalog';
import type { Logger } from 'pino';
import type { ServerArguments } from './arguments';
import { crashPoint } from './crash-point';
import type { ServerEnv } from './env';
import type { FeatureHandle } from './features/feature';
import { features } from './features/registry';
import { dispatchRequest } from './http/dispatch-request';
import { InternalRouter } from './http/internal-router';
import { type Listening, listen } from './http/listen';
import { isLoopbackAddress } from './http/loopback-guard';

export type RunningServer = { baseUrl: string; close(): Promise<void> };

/** Milliseconds that requests in flight get at shutdown. */
const graceMs = 10_000;

export async function startServer(
  env: ServerEnv,
  args: ServerArguments,
  log: Logger,
): Promise<RunningServer> {
  const anonymous = args.catalogOnly && args.token === null;
  if (anonymous && !isLoopbackAddress(env.PENSTOCK_SERVER_HOST)) {
    throw new PenstockError(
      'bad_input',
      'Without --token the catalog is served on loopback only; give a token',
    );
  }
  if (!args.catalogOnly && env.PENSTOCK_INTERNAL_TOKEN === undefined) {
    throw new PenstockError(
      'bad_input',
      'PENSTOCK_INTERNAL_TOKEN is missing: web and runners are known by it',
    );
  }
  const internalToken = env.PENSTOCK_INTERNAL_TOKEN ?? randomBytes(32).toString('base64url');
  const catalog = createCatalog({
    databaseUrl: env.DATABASE_URL,
    warehouse: env.PENSTOCK_WAREHOUSE ?? join(env.PENSTOCK_DATA, 'warehouse'),
    access: {
      internalToken,
      fixedTokens: args.token === null ? {} : { 'catalog-only': args.token },
      anonymous,
    },
    logFault: (err, request) => log.error({ err, ...request }, 'the catalog could not answer'),
    ...crashPoint(env.CRASH_AT),
  });
  const router = new InternalRouter();
  const internal = args.catalogOnly ? null : { router, token: internalToken };
  const listening = await listen(env.PENSTOCK_SERVER_HOST, env.PENSTOCK_SERVER_PORT, (request, response) => {
    dispatchRequest({ catalog, internal, anonymous, log }, request, response).catch((err: unknown) => {
      log.error({ err }, 'a request broke');
      response.destroy();
    });
  });
  const maintenance = startMaintenance(catalog.context, {
    onError: (err, what) => log.warn({ err, what }, 'upkeep waits for its next turn'),
  });
  const deps = { env, internalToken, log, catalog, baseUrl: () => listening.baseUrl };
  const handles = args.catalogOnly ? [] : await startFeatures(router, deps);
  return {
    baseUrl: listening.baseUrl,
    close: () => closeAll(listening, [maintenance, ...handles], catalog, log),
  };
}

async function startFeatures(
  router: InternalRouter,
  deps: Parameters<(typeof features)[number][1]>[1],
): Promise<FeatureHandle[]> {
  const handles: FeatureHandle[] = [];
  for (const [name, register] of features) {
    const log = deps.log.child({ feature: name });
    const handle = await register(router, { ...deps, log });
    if (handle !== undefined) handles.push(handle);
  }
  return handles;
}

async function closeAll(
  listening: Listening,
  handles: readonly FeatureHandle[],
  catalog: { close(): Promise<void> },
  log: Logger,
): Promise<void> {
  await listening.close(graceMs);
  for (const handle of [...handles].reverse()) {
    await handle.close().catch((err: unknown) => log.error({ err }, 'a feature did not close'));
  }
  await catalog.close();
}
