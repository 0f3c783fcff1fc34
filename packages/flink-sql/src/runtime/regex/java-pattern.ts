import { isAscii } from '../text/java-text';
import { InvalidPattern, UnreadablePattern } from './pattern-reader';
import { type Translation, translate } from './translate';

/** A compiled Java pattern. */
export interface JavaPattern extends Translation {
  readonly expression: RegExp;
  readonly pattern: string;
}

/** Patterns come from the query, seldom from records; the oldest goes. */
const CACHE_SIZE = 200;
const cache = new Map<string, JavaPattern | null>();

/**
 * Compiles a Java pattern; null where Java refuses it.
 * @throws UnreadablePattern where it is not known to match as in Java
 */
export function javaPattern(pattern: string): JavaPattern | null {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile(pattern);
  if (cache.size >= CACHE_SIZE) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(pattern, compiled);
  return compiled;
}

function compile(pattern: string): JavaPattern | null {
  try {
    const translation = translate(pattern);
    const expression = new RegExp(translation.source, `g${translation.flags}`);
    return { ...translation, expression, pattern };
  } catch (error) {
    if (error instanceof InvalidPattern) return null;
    throw error;
  }
}

/** Whether the pattern can be matched here at all; `groups` when more than the whole match is read. */
export function isReadable(pattern: string, groups = false): boolean {
  try {
    const compiled = javaPattern(pattern);
    return compiled === null || !groups || compiled.groupsAgree;
  } catch (error) {
    if (error instanceof UnreadablePattern) return false;
    throw error;
  }
}

/**
 * The matches in a text, in Java's order.
 * @throws UnreadablePattern for texts in which the two engines might differ
 */
export function* matches(pattern: JavaPattern, text: string): Generator<RegExpMatchArray> {
  if (pattern.boundaries && !isAscii(text))
    throw new UnreadablePattern(pattern.pattern, 'word boundaries among other than ASCII letters');
  if (pattern.ignoresCase && /[\u017f\u212a]/.test(text))
    throw new UnreadablePattern(pattern.pattern, 'letters that are one with ASCII letters in another case');
  // Java goes on in the middle of a surrogate pair after an empty match.
  if (pattern.nullable && /[\ud800-\udfff]/.test(text))
    throw new UnreadablePattern(pattern.pattern, 'an empty match among characters beyond the basic plane');
  yield* text.matchAll(pattern.expression);
}

export function firstMatch(pattern: JavaPattern, text: string): RegExpMatchArray | null {
  for (const match of matches(pattern, text)) return match;
  return null;
}

/** The text of a group; null when it took no part. */
export function groupOf(pattern: JavaPattern, match: RegExpMatchArray, group: number): string | null {
  if (group > 0 && !pattern.groupsAgree)
    throw new UnreadablePattern(pattern.pattern, 'a group within a repeated group');
  return match[group] ?? null;
}
