export function isDigit(c: string): boolean {
  return c >= '0' && c <= '9';
}

export function isSpace(c: string): boolean {
  return (
    c === ' ' || c === '\n' || c === '\t' || c === '\r' || c === '\f' || c === '\u00a0' || c === '\ufeff'
  );
}

/** Flink's parser takes Unicode letters in unquoted names. */
export function isIdentifierStart(c: string): boolean {
  return (
    (c >= 'a' && c <= 'z') ||
    (c >= 'A' && c <= 'Z') ||
    c === '_' ||
    c === '$' ||
    (c > '\u00bf' && isLetter(c))
  );
}

export function isIdentifierPart(c: string): boolean {
  return c !== '' && (isIdentifierStart(c) || isDigit(c));
}

function isLetter(c: string): boolean {
  return c.toLowerCase() !== c.toUpperCase() || (c >= '\u3040' && c <= '\ud7ff');
}
