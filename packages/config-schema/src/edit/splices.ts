/** One replacement in a text; an empty range inserts. */
export type Splice = { start: number; end: number; text: string };

/** Applies splices that do not overlap, in any order; equal starts keep the order given. */
export function splice(text: string, splices: readonly Splice[]): string {
  const ordered = splices
    .map((one, index) => ({ one, index }))
    .sort((a, b) => a.one.start - b.one.start || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { one } of ordered) {
    result += text.slice(at, one.start) + one.text;
    at = Math.max(at, one.end);
  }
  return result + text.slice(at);
}

export const eolOf = (text: string): '\r\n' | '\n' => (/\r\n/.test(text) ? '\r\n' : '\n');

export function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return start === 0 && text.startsWith('\uFEFF') && at > 0 ? 1 : start;
}

/** Offset of the line's end, before its `\r\n` or `\n`. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline === -1) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Offset after the line's end. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** Spaces that put text below the character at `at`. */
export function indentAt(text: string, at: number): string {
  return ' '.repeat(at - lineStart(text, at));
}
