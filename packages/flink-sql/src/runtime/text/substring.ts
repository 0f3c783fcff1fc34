import type { RuntimeFunction } from '../runtime-function';

/**
 * SUBSTRING by code point: the first is 1, 0 counts as 1, negative positions count from the end. A negative length gives
 * NULL; a position before the text or behind it gives an empty text.
 */
export function substring(text: string, from: number, length: number): string | null {
  if (length < 0) return null;
  const characters = [...text];
  const start = from > 0 ? from - 1 : from < 0 ? characters.length + from : 0;
  return start < 0 ? '' : characters.slice(start, start + length).join('');
}

export const substringFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_substring',
    parameters: ['VARCHAR', 'INTEGER', 'INTEGER'],
    result: 'VARCHAR',
    call: substring,
  },
];
