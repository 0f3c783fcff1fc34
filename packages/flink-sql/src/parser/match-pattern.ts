import type { Span } from '../text/span';
import type { Ident } from '../tree/expression';
import type { Cursor } from './cursor';
import { identOf, isIdentifierToken } from './identifiers';

/** `( A B+ (C | D){2,3} … )`: where it stands, and the names in it. */
export function parsePattern(cursor: Cursor): { pattern: Span; variables: readonly Ident[] } {
  const start = cursor.peek();
  const variables: Ident[] = [];
  if (cursor.expectOp('(', 'after PATTERN')) {
    cursor.takeOp('^');
    parseAlternatives(cursor, variables);
    cursor.takeOp('$');
    cursor.expectOp(')', 'after the pattern');
  }
  return { pattern: cursor.spanFrom(start), variables };
}

function parseAlternatives(cursor: Cursor, variables: Ident[]): void {
  do {
    if (!parseFactor(cursor, variables)) cursor.unexpected('a name of the pattern');
    while (parseFactor(cursor, variables));
  } while (cursor.takeOp('|'));
}

/** A name, a group, an excluded group or PERMUTE, with its quantifier; false when none starts here. */
function parseFactor(cursor: Cursor, variables: Ident[]): boolean {
  if (isIdentifierToken(cursor.peek())) variables.push(identOf(cursor.next()));
  else if (cursor.isWord('PERMUTE') && cursor.isOp('(', 1)) {
    cursor.next();
    cursor.next();
    do cursor.nested(() => parseAlternatives(cursor, variables));
    while (cursor.takeOp(','));
    cursor.expectOp(')', 'after PERMUTE');
  } else if (cursor.takeOp('(')) {
    cursor.nested(() => parseAlternatives(cursor, variables));
    cursor.expectOp(')', 'after the group of the pattern');
  } else if (cursor.isOp('{') && cursor.isOp('-', 1)) {
    cursor.next();
    cursor.next();
    cursor.nested(() => parseAlternatives(cursor, variables));
    cursor.expectOp('-', 'and } after the excluded group');
    cursor.expectOp('}', 'after the excluded group');
  } else return false;
  parseQuantifier(cursor);
  return true;
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{,3}`, `{2,3}`, each with `?` for as few as possible. */
function parseQuantifier(cursor: Cursor): void {
  const token = cursor.peek();
  const counted = token.kind === 'placeholder' && /^\d+$/.test(token.value);
  if (counted || cursor.isOp('*') || cursor.isOp('+') || cursor.isOp('?')) cursor.next();
  else if (cursor.isOp('{') && !cursor.isOp('-', 1)) {
    cursor.next();
    if (cursor.peek().kind === 'number') cursor.next();
    if (cursor.takeOp(',') && cursor.peek().kind === 'number') cursor.next();
    cursor.expectOp('}', 'after the number of repetitions');
  } else return;
  cursor.takeOp('?');
}
