import type { RuntimeFunction } from '../runtime-function';
import { quoted } from './pattern-reader';

/** A part of a LIKE pattern: a wildcard, or characters that stand for themselves. */
export type LikePart = { readonly wildcard: '%' | '_' } | { readonly text: string };

/**
 * The parts of a LIKE pattern. Without an escape character a backslash is a character like others.
 * @throws Error for an escape before anything but `%`, `_` and itself, and at the end
 */
export function likeParts(pattern: string, escapeChar: string | null): LikePart[] {
  if (escapeChar !== null && (escapeChar.length !== 1 || escapeChar === '\0'))
    throw new Error(`Invalid escape character '${escapeChar}'`);
  const parts: LikePart[] = [];
  let text = '';
  const wildcard = (kind: '%' | '_'): void => {
    if (text !== '') parts.push({ text });
    text = '';
    parts.push({ wildcard: kind });
  };
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === escapeChar) {
      const next = pattern.charAt(i + 1);
      if (next !== '_' && next !== '%' && next !== escapeChar)
        throw new Error(`Invalid escape sequence '${pattern}', ${i}`);
      text += next;
      i += 1;
    } else if (character === '%' || character === '_') wildcard(character);
    else text += character;
  }
  if (text !== '') parts.push({ text });
  return parts;
}

/** What is wrong with a pattern and its escape character, in words; null when nothing is. */
export function likeProblem(pattern: string, escapeChar: string): string | null {
  if (escapeChar.length !== 1 || escapeChar === '\0')
    return `ESCAPE takes one character, but this is '${escapeChar.slice(0, 20)}'.`;
  try {
    likeParts(pattern, escapeChar);
    return null;
  } catch {
    return `In a LIKE pattern '${escapeChar}' may only stand before %, _ or itself, as ESCAPE makes it the escape character.`;
  }
}

/** LIKE; `_` stands for any character but the end of a line, as the `.` of Java's regular expressions. */
export function like(text: string, pattern: string, escapeChar: string | null): boolean {
  return compiled(pattern, escapeChar).test(text);
}

let last: { pattern: string; escapeChar: string | null; expression: RegExp } | null = null;

function compiled(pattern: string, escapeChar: string | null): RegExp {
  if (last?.pattern === pattern && last.escapeChar === escapeChar) return last.expression;
  const source = likeParts(pattern, escapeChar).map((part) => {
    if ('text' in part) return [...part.text].map(quoted).join('');
    return part.wildcard === '%' ? '[^]*' : '[^\\n\\r\\u0085\\u2028\\u2029]';
  });
  const expression = new RegExp(`^${source.join('')}$`, 'u');
  last = { pattern, escapeChar, expression };
  return expression;
}

export const likeFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_like',
    parameters: ['VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: (text: string, pattern: string) => like(text, pattern, null),
  },
  {
    name: 'flink_like_escape',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: like,
  },
];
