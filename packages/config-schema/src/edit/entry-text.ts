import type { YamlPair } from '../yaml/tree';
import { contentEndOf } from '../yaml/tree';
import { ownsItsLines, pairLines } from './extent';
import { lineStart } from './splices';

/** An entry as written, its first line beginning with the key; `\n` line ends, no line end after the last line. */
export function entryTextOf(text: string, pair: YamlPair): string {
  if (!ownsItsLines(text, pair)) return text.slice(pair.key.start, contentEndOf(pair)).replace(/\r\n/g, '\n');
  const lines = pairLines(text, pair);
  const indent = pair.key.start - lineStart(text, pair.key.start);
  return outdent(text.slice(lines.start, lines.end), indent).replace(/\n$/, '');
}

export function outdent(text: string, indent: number): string {
  const margin = new RegExp(`^ {0,${indent}}`);
  return text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.replace(margin, ''))
    .join('\n');
}

/** The opposite of `outdent`; blank lines stay empty. */
export function indented(text: string, indent: number, eol: string): string {
  const margin = ' '.repeat(indent);
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : margin + line))
    .join(eol);
}
