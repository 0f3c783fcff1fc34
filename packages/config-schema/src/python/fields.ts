import { PythonProblem } from './problem';
import type { Tracked, TrackedChar } from './tracked';

/** The text a field's expression stands for; throws `PythonProblem` when it cannot be known without running. */
export type FieldValue = (expression: string, start: number, end: number, first: TrackedChar) => Tracked;

/** Replaces `{expression}` and undoubles `{{`, `}}`, as f-strings and `str.format` do. */
export function replaceFields(chars: Tracked, value: FieldValue): Tracked {
  const result: Tracked = [];
  for (let i = 0; i < chars.length; i++) {
    const one = chars[i];
    if (!one) break;
    const next = chars[i + 1];
    if ((one.char === '{' || one.char === '}') && next?.char === one.char) {
      result.push({ ...one, end: next.end });
      i++;
    } else if (one.char === '{') {
      const close = chars.findIndex((other, at) => at > i && other.char === '}');
      const last = chars[close];
      if (!last) throw new PythonProblem('This "{" has no "}". Write "{{" for a brace.', one.start, one.end);
      const expression = chars
        .slice(i + 1, close)
        .map((other) => other.char)
        .join('');
      result.push(...value(expression.trim(), one.start, last.end, one));
      i = close;
    } else if (one.char === '}') {
      throw new PythonProblem('A single "}" stands here. Write "}}" for a brace.', one.start, one.end);
    } else result.push(one);
  }
  return result;
}
