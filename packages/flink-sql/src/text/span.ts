/** Half-open range of UTF-16 offsets into the SQL text: `start` included, `end` not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span with 1-based lines and columns, for editors and messages. `endColumn` is exclusive. */
export interface TextRange extends Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Smallest span that covers both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
