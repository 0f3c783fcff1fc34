import type { Range } from '../diagnostics/file-diagnostic';
import { contentEndOf, type YamlPair } from '../yaml/tree';
import { lineStart, nextLine } from './splices';

/**
 * The whole lines of a block-style pair: from the start of its key's line to after its last line, with comments on
 * these lines and comment lines below that are indented deeper than the key.
 */
export function pairLines(text: string, pair: YamlPair): Range {
  const start = lineStart(text, pair.key.start);
  const indent = pair.key.start - start;
  let end = nextLine(text, Math.max(contentEndOf(pair), pair.key.end));
  for (let at = end; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, nextLine(text, at));
    const own = /^ */.exec(line)?.[0].length ?? 0;
    if (line.trim() === '') continue;
    if (line[own] !== '#' || own <= indent) break;
    end = nextLine(text, at);
  }
  return { start, end };
}

/** True when the pair stands alone on its lines, so that whole lines may be moved or removed. */
export function ownsItsLines(text: string, pair: YamlPair): boolean {
  return text.slice(lineStart(text, pair.key.start), pair.key.start).trim() === '';
}
