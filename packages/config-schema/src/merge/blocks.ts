import { ownsItsLines, pairLines } from '../edit/extent';
import { lineStart } from '../edit/splices';
import { parseYaml } from '../yaml/parse-yaml';
import { pairOf } from '../yaml/tree';

/** A file of named entries cut into blocks; `text` of a block includes the comment lines right above its key. */
export type Blocks = { head: string; blocks: { key: string; text: string; gap: string }[] };

/** Undefined when the file does not parse or is not written in block style; it is then merged as a whole. */
export function blocksOf(path: string, text: string, root: string): Blocks | undefined {
  const file = parseYaml(path, text);
  const map = pairOf(file.root, root)?.value;
  if (file.diagnostics.length > 0 || map?.kind !== 'map' || map.flow) return undefined;
  const blocks: Blocks['blocks'] = [];
  let head: string | undefined;
  let at = 0;
  for (const pair of map.pairs) {
    if (pair.merged || !ownsItsLines(text, pair)) return undefined;
    const lines = pairLines(text, pair);
    const start = Math.max(at, withCommentsAbove(text, lines.start));
    const gap = text.slice(at, start);
    if (head === undefined) head = gap;
    else {
      const last = blocks.at(-1);
      if (last) last.gap = gap;
    }
    blocks.push({ key: pair.key.text, text: text.slice(start, lines.end), gap: '' });
    at = lines.end;
  }
  const last = blocks.at(-1);
  if (head === undefined || !last) return undefined;
  last.gap = text.slice(at);
  return { head, blocks };
}

function withCommentsAbove(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (above >= at || !/^[ \t]+#/.test(text.slice(above, at))) return at;
    at = above;
  }
  return at;
}

/** Everything outside the blocks that is not a blank line. */
export function outsideOf({ head, blocks }: Blocks): string {
  return [head, ...blocks.map((block) => block.gap)]
    .join('\n')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .join('\n');
}
