export type EntrySlice = { key: string; start: number; end: number };

/**
 * The entries of a block-style `topics:` map found by indentation alone, for files that do not parse. Sound because
 * in valid block YAML nothing inside an entry can stand as far left as its key.
 */
export function entrySlices(text: string): EntrySlice[] {
  const topics = /^topics[ \t]*:[ \t]*(?:#[^\n]*)?\r?$/m.exec(text);
  if (!topics) return [];
  const slices: EntrySlice[] = [];
  let indent: number | undefined;
  let at = topics.index + topics[0].length + 1;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, next);
    const own = /^ */.exec(line)?.[0].length ?? 0;
    // A tab is never indentation in YAML, so such a line is the mistake of the entry it stands in.
    const isContent = line.trim() !== '' && line[own] !== '#' && line[own] !== '\t';
    if (isContent && own === 0) break;
    if (isContent) indent ??= own;
    const key = isContent && own === indent ? /^\s*(["']?)(.*?)\1\s*:(?:\s|$)/.exec(line)?.[2] : undefined;
    const last = slices.at(-1);
    if (key !== undefined) slices.push({ key, start: at, end: next });
    else if (last) last.end = next;
    at = next;
  }
  return slices;
}
