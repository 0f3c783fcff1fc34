import { type NextRequest, NextResponse } from 'next/server';
import { ownPort, sessionCookieName } from './server/session/cookie';
import { contentSecurityPolicy } from './server/session/csp';
import { apiRefusalOf, refusalOf } from './server/session/same-machine';
import { issueSession, readSession, sessionLifetimeSeconds } from './server/session/token';

const renewAfterSeconds = 24 * 3600;
const maxBodyBytes = 12 * 1024 * 1024;
/** Whom the cookie names. Access rules live in the procedures; here the one local user is let in. */
const localUser = 'local';

/** First line of defence on every request: our own machine and site only, a session for pages, a strict CSP. */
export function proxy(request: NextRequest): NextResponse {
  const port = ownPort();
  const isApi = request.nextUrl.pathname.startsWith('/api/');
  const refusal = isApi ? apiRefusalOf(request.headers, port) : refusalOf(request.headers, port);
  if (refusal)
    return new NextResponse(refusal, {
      status: 403,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  // Next cuts a longer body without telling the route; refuse it while the sender still hears why.
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) {
    return new NextResponse('The request is larger than 12 MB.', { status: 413 });
  }
  return isApi || request.nextUrl.pathname.startsWith('/_next/')
    ? hardened(NextResponse.next())
    : page(request, port);
}

function page(request: NextRequest, port: string): NextResponse {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = hardened(NextResponse.next({ request: { headers } }));
  response.headers.set('content-security-policy', policy);
  giveSession(request, response, port);
  return response;
}

/** A page opened on this machine gets a session of its own; a token we did not sign is never taken over. */
function giveSession(request: NextRequest, response: NextResponse, port: string): void {
  const secret = process.env.PENSTOCK_SECRET_KEY;
  if (!secret) return;
  const now = Date.now();
  const name = sessionCookieName(port);
  const session = readSession(request.cookies.get(name)?.value, secret, now);
  if (session && now / 1000 - session.issuedAt < renewAfterSeconds) return;
  response.cookies.set(name, issueSession(localUser, secret, now), {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    maxAge: sessionLifetimeSeconds,
  });
}

function hardened(response: NextResponse): NextResponse {
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('cross-origin-resource-policy', 'same-origin');
  return response;
}
