import type { DiffLine } from '../publish/diff-lines';

export type SidePair = { left: DiffLine | null; right: DiffLine | null };

/** The lines of a diff in two columns: within one stretch of changes removed and added lines stand beside each other. */
export function sideBySide(lines: readonly DiffLine[]): SidePair[] {
  const pairs: SidePair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      pairs.push({ left: removed[index] ?? null, right: added[index] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'del') removed.push(line);
    else if (line.kind === 'add') added.push(line);
    else {
      flush();
      pairs.push({ left: line, right: line });
    }
  }
  flush();
  return pairs;
}
