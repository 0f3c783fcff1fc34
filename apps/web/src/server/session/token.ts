import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The session cookie's value: `v1.<user>.<issued, seconds>.<random>.<HMAC-SHA-256>`. It is stateless; the key is
 * derived from PENSTOCK_SECRET_KEY for this one use, so a token cannot be made from any other signature of Penstock.
 */
export const sessionLifetimeSeconds = 30 * 24 * 3600;

export type Session = { user: string; issuedAt: number };

const keys = new Map<string, Buffer>();

function keyOf(secret: string): Buffer {
  let key = keys.get(secret);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', secret, '', 'penstock web session v1', 32));
    keys.set(secret, key);
  }
  return key;
}

const sign = (payload: string, secret: string) =>
  createHmac('sha256', keyOf(secret)).update(payload).digest('base64url');

export function issueSession(user: string, secret: string, nowMs: number): string {
  const payload = `v1.${user}.${Math.floor(nowMs / 1000)}.${randomBytes(16).toString('base64url')}`;
  return `${payload}.${sign(payload, secret)}`;
}

/** Null for a missing, foreign, changed, expired or future token. */
export function readSession(token: string | undefined, secret: string, nowMs: number): Session | null {
  if (!token || token.length > 512) return null;
  const cut = token.lastIndexOf('.');
  const payload = token.slice(0, cut);
  const given = Buffer.from(token.slice(cut + 1));
  const expected = Buffer.from(sign(payload, secret));
  if (cut < 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [version, user, issued] = payload.split('.');
  const issuedAt = Number(issued);
  const age = nowMs / 1000 - issuedAt;
  if (version !== 'v1' || !user || !Number.isInteger(issuedAt) || age < -60 || age > sessionLifetimeSeconds)
    return null;
  return { user, issuedAt };
}
