import { javaTrim } from '../text/java-text';

/** The parts of a URL as java.net.URL reads them; null is a part that is not there. */
export interface JavaUrl {
  readonly protocol: string;
  readonly host: string;
  readonly authority: string | null;
  readonly userInfo: string | null;
  readonly path: string;
  readonly query: string | null;
  readonly ref: string | null;
}

/** Protocols that Java knows and reads by its general rule. */
const GENERAL = ['http', 'https', 'ftp'];
/** Protocols that Java reads by rules of their own. */
const OTHERS = ['file', 'jar', 'mailto', 'jrt', 'jmod'];

/**
 * Reads a URL by the rule of java.net.URL without a context; null where Java throws MalformedURLException.
 * @throws Error for what Java reads in a way that is not imitated here
 */
export function parseJavaUrl(text: string): JavaUrl | null {
  let rest = javaTrim(text);
  if (/^url:/i.test(rest)) rest = rest.slice(4);
  const colon = /^[^/:]*:/.exec(rest)?.[0];
  if (colon === undefined || rest.startsWith('#')) return null;
  const protocol = colon.slice(0, -1).toLowerCase();
  if (!/^\p{L}[\p{L}\p{N}.+-]*$/u.test(protocol)) return null;
  if (OTHERS.includes(protocol))
    throw new Error(`PARSE_URL: addresses with ${protocol}: cannot be read here`);
  if (!GENERAL.includes(protocol)) return null;
  return parseRest(protocol, rest.slice(colon.length));
}

function parseRest(protocol: string, text: string): JavaUrl | null {
  const hash = text.indexOf('#');
  const ref = hash === -1 ? null : text.slice(hash + 1);
  const withoutRef = hash === -1 ? text : text.slice(0, hash);
  const mark = withoutRef.indexOf('?');
  const query = mark === -1 ? null : withoutRef.slice(mark + 1);
  const spec = mark === -1 ? withoutRef : withoutRef.slice(0, mark);
  if (!spec.startsWith('//')) throw unread(text);
  const end = spec.indexOf('/', 2);
  const authority = end === -1 ? spec.slice(2) : spec.slice(2, end);
  const path = end === -1 ? '' : spec.slice(end);
  // `/../` and `/./` are folded, and an address in brackets is checked, by rules that are not imitated.
  if (/\/\.\.?(\/|$)/.test(path) || /[[\]]/.test(authority) || authority === '') throw unread(text);
  const at = authority.indexOf('@');
  if (at !== authority.lastIndexOf('@')) throw unread(text);
  const userInfo = at === -1 ? null : authority.slice(0, at);
  const hostAndPort = authority.slice(at + 1);
  const portAt = hostAndPort.indexOf(':');
  const port = portAt === -1 ? '' : hostAndPort.slice(portAt + 1);
  if (!/^[0-9]{0,9}$/.test(port)) {
    if (/^[A-Za-z]/.test(port)) return null;
    throw unread(text);
  }
  const host = portAt === -1 ? hostAndPort : hostAndPort.slice(0, portAt);
  return { protocol, host, authority, userInfo, path, query, ref };
}

function unread(text: string): Error {
  return new Error(`PARSE_URL: //${text} cannot be read here`);
}
