import { parse } from './cookie-header';
import { readSession, type Session } from './token';

/** Cookies ignore ports, so two Penstocks on one machine need names of their own. */
export function sessionCookieName(port: string): string {
  return `penstock-session-${port}`;
}

/** The web process's own port; `next start` sets PORT also when it came as an argument. */
export function ownPort(): string {
  return process.env.PORT ?? '3000';
}

export function sessionOf(headers: Headers, secret: string, nowMs: number): Session | null {
  return readSession(parse(headers.get('cookie') ?? '').get(sessionCookieName(ownPort())), secret, nowMs);
}
