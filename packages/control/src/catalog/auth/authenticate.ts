import { forbidden, notAuthorized } from '../errors';
import type { Queryable } from '../store/database';
import { findLeaseByToken } from './leases';
import type { Principal } from './principal';
import { hashToken } from './token-hash';

export type AccessRules = {
  /** Bearer token of Penstock's own processes. */
  internalToken: string | null;
  /** Tokens that are not in the database, by name; made for `--catalog-only`. */
  fixedTokens: Readonly<Record<string, string>>;
  /** Requests without a token are taken as an outside client. Only for loopback. */
  anonymous: boolean;
};

/** PyIceberg 0.12 sends this when it was given no token. */
const pyIcebergWithoutToken = 'None';

/**
 * The principal of an `Authorization` header; 401 when the token is unknown, revoked, or of an epoch that has been
 * taken over. Hashes are compared, never tokens, so that timing tells nothing about a token.
 */
export async function authenticate(
  db: Queryable,
  rules: AccessRules,
  authorization: string | undefined,
): Promise<Principal> {
  if (authorization === undefined || authorization === '') {
    if (rules.anonymous) return { kind: 'client', name: 'anonymous' };
    throw notAuthorized('A bearer token is needed: Authorization: Bearer <token>');
  }
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (token === undefined) throw notAuthorized('Only bearer tokens are accepted');
  if (rules.anonymous && token === pyIcebergWithoutToken) return { kind: 'client', name: 'anonymous' };
  const hash = hashToken(token);
  const known = fixedPrincipal(rules, hash) ?? (await storedPrincipal(db, hash));
  if (known === null)
    throw notAuthorized('The bearer token is unknown, revoked, or of an epoch that was taken over');
  return known;
}

function fixedPrincipal(rules: AccessRules, hash: string): Principal | null {
  if (rules.internalToken !== null && hashToken(rules.internalToken) === hash) return { kind: 'internal' };
  const name = Object.entries(rules.fixedTokens).find(([, token]) => hashToken(token) === hash)?.[0];
  return name === undefined ? null : { kind: 'client', name };
}

async function storedPrincipal(db: Queryable, hash: string): Promise<Principal | null> {
  const lease = await findLeaseByToken(db, hash);
  if (lease !== null) return { kind: 'deployment', ...lease, tokenHash: hash };
  const tokens = await db.query<{ name: string }>(
    'SELECT name FROM catalog_tokens WHERE hash = $1 AND revoked_at IS NULL',
    [hash],
  );
  const name = tokens.rows[0]?.name;
  return name === undefined ? null : { kind: 'client', name };
}

/** The deployment behind the token, or 403. */
export function requireDeployment(principal: Principal): Extract<Principal, { kind: 'deployment' }> {
  if (principal.kind !== 'deployment') throw forbidden('Only the token of a deployment may ask this');
  return principal;
}
