/**
 * Text that any store and any screen takes: Postgres refuses NUL in text and jsonb, and jsonb refuses halves of a
 * surrogate pair, both of which excerpts of binary messages hold. Cut to at most `most` UTF-16 units.
 */
export function printable(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '\u2400').replace(LONE_SURROGATE, '\ufffd');
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
