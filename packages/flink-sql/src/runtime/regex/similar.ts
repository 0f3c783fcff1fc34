import type { RuntimeFunction } from '../runtime-function';
import { javaPattern } from './java-pattern';

const JAVA_SPECIALS = '[]()|^-+*?{}$\\.';
const SIMILAR_SPECIALS = '[]()|^-+*_%?{}';
const CHARACTER_SETS: Readonly<Record<string, string>> = {
  '[:ALPHA:]': '\\p{Alpha}',
  '[:UPPER:]': '\\p{Upper}',
  '[:LOWER:]': '\\p{Lower}',
  '[:DIGIT:]': '\\d',
  '[:SPACE:]': ' ',
  '[:WHITESPACE:]': '\\s',
  '[:ALNUM:]': '\\p{Alnum}',
};

/**
 * The Java pattern that Flink (Calcite) makes of a SIMILAR TO pattern.
 * @throws Error for patterns that Flink refuses, and for escape characters that are special themselves
 */
export function similarToJava(pattern: string, escapeChar: string | null): string {
  if (escapeChar !== null && (escapeChar.length !== 1 || ` :\\${SIMILAR_SPECIALS}`.includes(escapeChar)))
    throw new Error(`SIMILAR TO: the escape character '${escapeChar}' cannot be used here`);
  let java = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === escapeChar) {
      java += escaped(pattern, i + 1, escapeChar);
      i += 1;
    } else if (character === '[') {
      const set = characterSet(pattern, i + 1, escapeChar);
      java += set.java;
      i = set.end;
    } else if (character === ']') throw wrong(pattern, i);
    else
      java +=
        ({ _: '.', '%': '(?s:.*)', '\\': '\\\\', $: '\\$' } as Record<string, string>)[character] ??
        character;
  }
  return java;
}

function escaped(pattern: string, at: number, escapeChar: string): string {
  const next = pattern.charAt(at);
  if (next === escapeChar) return next;
  if (next === '' || !SIMILAR_SPECIALS.includes(next))
    throw new Error(`Invalid escape sequence '${pattern}', ${at - 1}`);
  return JAVA_SPECIALS.includes(next) ? `\\${next}` : next;
}

/** A set in brackets from behind the opening one; `end` is the index of the closing one. */
function characterSet(
  pattern: string,
  from: number,
  escapeChar: string | null,
): { java: string; end: number } {
  let java = '[';
  for (let i = from; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === ']') return { java: `${java}]`, end: i };
    if (character === escapeChar) {
      java += escaped(pattern, i + 1, escapeChar);
      i += 1;
    } else if (character === '-' || character === '^') java += character;
    else if (pattern.startsWith('[:', i)) {
      const name = pattern.slice(i, pattern.indexOf(':]', i) + 2);
      const set = CHARACTER_SETS[name === name.toLowerCase() ? name.toUpperCase() : name];
      if (set === undefined) throw wrong(pattern, i);
      java += set;
      i += name.length - 1;
    } else if (SIMILAR_SPECIALS.includes(character)) throw wrong(pattern, i);
    else java += character;
  }
  throw wrong(pattern, pattern.length);
}

function wrong(pattern: string, at: number): Error {
  return new Error(`Invalid regular expression '${pattern}', index ${at}`);
}

const wholes = new WeakMap<RegExp, RegExp>();

/** SIMILAR TO: the whole text matches. */
export function similar(text: string, pattern: string, escapeChar: string | null): boolean {
  const compiled = javaPattern(similarToJava(pattern, escapeChar));
  if (compiled === null) throw wrong(pattern, 0);
  const { expression } = compiled;
  const whole = wholes.get(expression) ?? new RegExp(`^(?:${expression.source})(?![^])`, 'u');
  wholes.set(expression, whole);
  return whole.test(text);
}

export const similarFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_similar',
    parameters: ['VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: (text: string, pattern: string) => similar(text, pattern, null),
  },
  {
    name: 'flink_similar_escape',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: similar,
  },
];
