import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Catalog } from '@penstock/control/catalog';
import type { Logger } from 'pino';
import { serveCatalog } from './catalog-endpoint';
import { serveInternal } from './internal-endpoint';
import type { InternalRouter } from './internal-router';
import { isLocalClient } from './loopback-guard';
import { send } from './send';

export type RequestDeps = {
  catalog: Catalog;
  /** Null in `--catalog-only`: there is no internal API. */
  internal: { router: InternalRouter; token: string } | null;
  /** True when the catalog takes requests without a token. */
  anonymous: boolean;
  log: Logger;
};

const isCatalogPath = (url: string) => url.startsWith('/v1/') || url.startsWith('/penstock/v1/');

/** The one place that looks at a request before the catalog or the internal API does. */
export async function dispatchRequest(
  deps: RequestDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  request.on('error', (err) => deps.log.debug({ err }, 'client went away'));
  if (deps.anonymous && !isLocalClient(request)) {
    return refuse(response, 403, 'Only local clients may use this catalog; browsers may not');
  }
  if (isCatalogPath(url)) return serveCatalog(deps.catalog, request, response);
  if (url.startsWith('/internal/') && deps.internal !== null) {
    return serveInternal(deps.internal.router, deps.internal.token, deps.log, request, response);
  }
  return refuse(response, 404, 'There is nothing here; the catalog is under /v1');
}

function refuse(response: ServerResponse, code: number, message: string): void {
  const type = code === 403 ? 'ForbiddenException' : 'NoSuchEndpointException';
  send(
    response,
    code,
    { 'content-type': 'application/json' },
    JSON.stringify({ error: { message, type, code } }),
  );
}
