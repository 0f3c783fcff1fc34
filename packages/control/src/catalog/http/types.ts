import type { Principal } from '../auth/principal';
import type { CatalogContext } from '../context';
import type { JsonObject } from '../json/json-object';

/**
 * A request as it came over the wire: `path` is raw (still encoded, without the query). `body` reads the whole text; it
 * is called once, when it is known who asks and that the route is there, and may reject with `too_large` or `bad_input`.
 */
export type CatalogRequest = {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: () => Promise<string>;
};

export type CatalogResponse = { status: number; headers: Record<string, string>; body: string | null };

/** What a handler gets: the path's variables decoded once, the query and the parsed body. */
export type Call = {
  context: CatalogContext;
  principal: Principal;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: CatalogRequest['headers'];
  body: () => JsonObject;
};

export type Handler = (call: Call) => Promise<CatalogResponse>;
export type Route = { method: string; path: string; handle: Handler };
