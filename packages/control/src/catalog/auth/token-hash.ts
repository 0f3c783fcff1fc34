import { createHash } from 'node:crypto';

/** SHA-256 in hex: what the database holds of a bearer token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
