import type { RuntimeFunction } from '../runtime-function';
import { firstMatch, groupOf, javaPattern, matches } from './java-pattern';

/** REGEXP: whether the pattern is found; FALSE for an empty or a wrong pattern. */
export function regexp(text: string, regex: string): boolean {
  const pattern = javaPattern(regex);
  return regex !== '' && pattern !== null && firstMatch(pattern, text) !== null;
}

/** REGEXP_REPLACE: every match; the replacement is taken as it is. NULL for a wrong pattern. */
export function regexpReplace(text: string, regex: string, replacement: string): string | null {
  const pattern = javaPattern(regex);
  if (pattern === null) return null;
  let replaced = '';
  let end = 0;
  for (const match of matches(pattern, text)) {
    const start = match.index ?? 0;
    replaced += text.slice(end, start) + replacement;
    end = start + match[0].length;
  }
  return replaced + text.slice(end);
}

/** REGEXP_EXTRACT: a group of the first match; NULL without a match, and for a group that the pattern does not have. */
export function regexpExtract(text: string, regex: string, group: number): string | null {
  const pattern = javaPattern(regex);
  if (pattern === null || group < 0 || group > pattern.groups) return null;
  const match = firstMatch(pattern, text);
  return match && groupOf(pattern, match, group);
}

/** REGEXP_EXTRACT_ALL: a group of every match; NULL for a group that the pattern does not have. */
export function regexpExtractAll(text: string, regex: string, group: bigint): (string | null)[] | null {
  const pattern = javaPattern(regex);
  if (pattern === null || group < 0n || group > BigInt(pattern.groups)) return null;
  return Array.from(matches(pattern, text), (match) => groupOf(pattern, match, Number(group)));
}

/** REGEXP_COUNT: number of matches. */
export function regexpCount(text: string, regex: string): number | null {
  const pattern = javaPattern(regex);
  return pattern && Array.from(matches(pattern, text)).length;
}

/** REGEXP_INSTR: position of the first match from 1, in UTF-16 units; 0 without one. */
export function regexpInstr(text: string, regex: string): number | null {
  const pattern = javaPattern(regex);
  return pattern && (firstMatch(pattern, text)?.index ?? -1) + 1;
}

/** REGEXP_SUBSTR: the first match. */
export function regexpSubstr(text: string, regex: string): string | null {
  const pattern = javaPattern(regex);
  return pattern && (firstMatch(pattern, text)?.[0] ?? null);
}

const two: RuntimeFunction['parameters'] = ['VARCHAR', 'VARCHAR'];

export const regexFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_regexp', parameters: two, result: 'BOOLEAN', call: regexp },
  {
    name: 'flink_regexp_replace',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: regexpReplace,
  },
  {
    name: 'flink_regexp_extract',
    parameters: ['VARCHAR', 'VARCHAR', 'INTEGER'],
    result: 'VARCHAR',
    call: regexpExtract,
  },
  {
    name: 'flink_regexp_extract_all',
    parameters: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR[]',
    call: regexpExtractAll,
  },
  { name: 'flink_regexp_count', parameters: two, result: 'INTEGER', call: regexpCount },
  { name: 'flink_regexp_instr', parameters: two, result: 'INTEGER', call: regexpInstr },
  { name: 'flink_regexp_substr', parameters: two, result: 'VARCHAR', call: regexpSubstr },
];
