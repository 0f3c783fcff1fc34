import { isPenstockError, parseLossless } from '@penstock/common';
import { authenticate } from '../auth/authenticate';
import type { CatalogContext } from '../context';
import { badRequest, faultOf } from '../errors';
import { asObject, type JsonObject } from '../json/json-object';
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
  return route.handle({
    context,
    principal,
    params,
    query: new URLSearchParams(request.query),
    headers: request.headers,
    body: () => parseBody(request.body),
  });
}

function parseBody(text: string): JsonObject {
  try {
    return asObject(parseLossless(text), 'the request body');
  } catch (error) {
    // A deeply nested body overflows the parser's stack (RangeError); that is the client's fault as well.
    throw isPenstockError(error) ? error : badRequest('The request body is not valid JSON', error);
  }
}
