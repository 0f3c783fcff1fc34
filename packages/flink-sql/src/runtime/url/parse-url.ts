import type { RuntimeFunction } from '../runtime-function';
import { parseJavaUrl } from './java-url';

/** PARSE_URL: a part of a URL; NULL for another part, a part that is not there, and what is no URL. */
export function parseUrl(text: string, part: string): string | null {
  const url = parseJavaUrl(text);
  if (url === null) return null;
  switch (part) {
    case 'HOST':
      return url.host;
    case 'PATH':
      return url.path;
    case 'QUERY':
      return url.query;
    case 'REF':
      return url.ref;
    case 'PROTOCOL':
      return url.protocol;
    case 'FILE':
      return url.query === null ? url.path : `${url.path}?${url.query}`;
    case 'AUTHORITY':
      return url.authority;
    case 'USERINFO':
      return url.userInfo;
    default:
      return null;
  }
}

/** PARSE_URL with a key: the first value of that name in the query. */
export function parseUrlParameter(text: string, part: string, key: string): string | null {
  if (part !== 'QUERY') return null;
  const query = parseUrl(text, part);
  const start = `${key}=`;
  if (query === null) return null;
  if (key.includes('&')) throw new Error('PARSE_URL: a key with & cannot be read here');
  const found = query.split('&').find((parameter) => parameter.startsWith(start));
  return found === undefined ? null : found.slice(start.length);
}

export const parseUrlFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_parse_url', parameters: ['VARCHAR', 'VARCHAR'], result: 'VARCHAR', call: parseUrl },
  {
    name: 'flink_parse_url_parameter',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: parseUrlParameter,
  },
];
