import { json } from './responses';
import type { Handler, Route } from './types';

/**
 * `GET /v1/config`: the endpoints that exist, as the specification writes them. The separator is its default, said
 * aloud because other catalogs differ.
 */
export const configHandler = (served: readonly Route[]): Handler => {
  const endpoints = served
    .filter((route) => route.path.startsWith('/v1/'))
    .map((route) => `${route.method} ${route.path.replace('/v1/', '/v1/{prefix}/')}`);
  return async () => json({ defaults: {}, overrides: { 'namespace-separator': '%1F' }, endpoints });
};
