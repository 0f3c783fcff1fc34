import { badRequest } from '../errors';

/**
 * A page of names, sorted by code unit. Without `pageToken` in the query the client does not page and gets everything; the token is
 * the last name of the page before, so that a listing stays right while names come and go.
 */
export function page(
  names: readonly string[],
  query: URLSearchParams,
): { entries: string[]; nextPageToken: string | null } {
  const token = query.get('pageToken');
  if (token === null) return { entries: [...names], nextPageToken: null };
  const size = pageSize(query.get('pageSize'));
  const after = token === '' ? null : Buffer.from(token, 'base64url').toString('utf8');
  const sorted = [...names].sort();
  const rest = after === null ? sorted : sorted.filter((name) => name > after);
  const entries = rest.slice(0, size);
  const last = entries.at(-1);
  const more = rest.length > entries.length && last !== undefined;
  return { entries, nextPageToken: more ? Buffer.from(last, 'utf8').toString('base64url') : null };
}

function pageSize(text: string | null): number {
  if (text === null) return 100;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw badRequest(`Cannot use the page size ${text}`);
  return Math.min(size, 1000);
}
