import { authenticate } from '../auth/authenticate';
import type { CatalogContext } from '../context';
import { faultOf, unreadableBody } from '../errors';
import { asObject, type JsonObject } from '../json/json-object';
import { parseJson } from '../json/parse-json';
import { reading } from '../store/database';
import { matchRoute } from './match-route';
import { errorResponse } from './responses';
import type { CatalogRequest, CatalogResponse } from './types';

export type FaultLog = (error: unknown, request: { method: string; path: string }) => void;

/** Answers one request of the catalog's API. Never throws. */
export async function handleRequest(
  context: CatalogContext,
  request: CatalogRequest,
  logFault: FaultLog,
): Promise<CatalogResponse> {
  try {
    return await answer(context, request);
  } catch (error) {
    if (faultOf(error).status >= 500) logFault(error, { method: request.method, path: request.path });
    const response = errorResponse(error);
    return request.method === 'HEAD' ? { ...response, body: null } : response;
  }
}

async function answer(context: CatalogContext, request: CatalogRequest): Promise<CatalogResponse> {
  const principal = await reading(() =>
    authenticate(context.pool, context.access, request.headers.authorization),
  );
  const { route, params } = matchRoute(request.method, request.path);
  const text = await request.body().catch((error: unknown) => {
    throw unreadableBody(error);
  });
  return route.handle({
    context,
    principal,
    params,
    query: new URLSearchParams(request.query),
    headers: request.headers,
    body: () => parseBody(text),
  });
}

const parseBody = (text: string): JsonObject => asObject(parseJson(text), 'the request body');
