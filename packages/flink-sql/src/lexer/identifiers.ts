import { isIdentifierPart, isIdentifierStart } from './characters';
import { isReserved } from './reserved-words';

/** A name in backticks, for Flink SQL. */
export function quoteFlinkIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** The name as it must be written in Flink SQL: plain where possible, else in backticks. */
export function quoteFlinkIdentifierIfNeeded(name: string): string {
  const plain =
    name !== '' &&
    isIdentifierStart(name.charAt(0)) &&
    [...name].every((c) => isIdentifierPart(c)) &&
    !isReserved(name.toUpperCase(), '1.20') &&
    !isReserved(name.toUpperCase(), '2.x');
  return plain ? name : quoteFlinkIdentifier(name);
}
