import { badRequest } from './errors';

export type Namespace = readonly string[];
export type TableIdent = { namespace: Namespace; name: string };

/** Joins the levels of a namespace in paths, query parameters and in the database: U+001F cannot be part of a name. */
export const levelSeparator = '\u001f';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must be refused
const forbiddenCharacters = /[\u0000-\u001f\u007f]/;

/** Half of a pair: such text has no UTF-8 form, and the database would store something else. */
const loneSurrogate = /\p{Surrogate}/u;

/** A level or table name as it came; refused with 400 when it could not be stored or printed faithfully. */
export function checkedName(name: string, what: string): string {
  if (name.length === 0) throw badRequest(`The ${what} is empty`);
  if (name.length > 255) throw badRequest(`The ${what} is longer than 255 characters`);
  if (forbiddenCharacters.test(name) || loneSurrogate.test(name)) {
    throw badRequest(`The ${what} holds characters that cannot be part of a name`);
  }
  return name;
}

export function checkedNamespace(levels: readonly string[]): Namespace {
  if (levels.length === 0) throw badRequest('The namespace is empty');
  return levels.map((level) => checkedName(level, 'namespace'));
}

/** From a path segment or query parameter that has been decoded once. */
export function namespaceFromText(text: string): Namespace {
  return checkedNamespace(text.split(levelSeparator));
}

export const namespaceKey = (namespace: Namespace) => namespace.join(levelSeparator);
export const namespaceFromKey = (key: string): Namespace => key.split(levelSeparator);
export const printNamespace = (namespace: Namespace) => namespace.join('.');
export const printTable = (ident: TableIdent) => `${printNamespace(ident.namespace)}.${ident.name}`;
