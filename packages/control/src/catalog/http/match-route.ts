import { badRequest, catalogError } from '../errors';
import { routes } from './routes';
import type { Route } from './types';

export type Match = { route: Route; params: Record<string, string> };

/**
 * Finds the route of a raw path. Segments are split before they are decoded and decoded exactly once, so `%2F` and
 * `%1F` stay part of a name and `.` or `..` mean nothing.
 */
export function matchRoute(method: string, rawPath: string): Match {
  const segments = rawPath.split('/');
  let pathKnown = false;
  for (const route of routes) {
    const params = paramsOf(route.path.split('/'), segments);
    if (params === null) continue;
    if (route.method === method) return { route, params };
    pathKnown = true;
  }
  if (pathKnown)
    throw catalogError(405, 'UnsupportedOperationException', `${method} is not supported on ${rawPath}`);
  throw catalogError(404, 'NoSuchEndpointException', `No such endpoint: ${method} ${rawPath}`);
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== segment) return null;
    } else {
      if (segment === '') return null;
      params[part.slice(1, -1)] = decodeOnce(segment);
    }
  }
  return params;
}

function decodeOnce(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw badRequest(`Cannot decode the path segment ${segment}`, error);
  }
}
