import type { IncomingMessage } from 'node:http';

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * A catalog without tokens must not be reachable through somebody's browser: a web page's request carries an Origin,
 * and one behind a rebound DNS name carries that name as Host.
 */
export function isLocalClient(request: IncomingMessage): boolean {
  return request.headers.origin === undefined && loopbackHost.test(request.headers.host ?? '');
}

export const isLoopbackAddress = (host: string) =>
  host === '127.0.0.1' || host === 'localhost' || host === '::1';
