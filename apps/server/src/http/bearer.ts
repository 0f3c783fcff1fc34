import { createHash, timingSafeEqual } from 'node:crypto';
import { PenstockError } from '@penstock/common';

/** Throws `unauthenticated` unless the header carries the token; compared as hashes, in constant time. */
export function requireBearer(header: string | undefined, token: string): void {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(given), digest(token))) {
    throw new PenstockError('unauthenticated', 'This route needs the internal bearer token');
  }
}
