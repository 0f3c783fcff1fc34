export type DiffLine = {
  kind: 'same' | 'add' | 'del';
  text: string;
  before: number | null;
  after: number | null;
};

/** Beside a line, so that its colour is not needed. */
export const diffSigns = { same: ' ', add: '+', del: '−' } as const;

/** Line diff of two texts by longest common subsequence; null means the text does not exist. */
export function diffLines(before: string | null, after: string | null): DiffLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const out: DiffLine[] = [];
  for (let i = 0; i < head; i += 1) out.push(same(a[i] ?? '', i, i));
  out.push(...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head));
  for (let i = tail; i > 0; i -= 1) out.push(same(a[a.length - i] ?? '', a.length - i, b.length - i));
  return out;
}

/** Above this product of line counts the middle is shown as replaced as a whole, which costs nothing. */
const MAX_TABLE = 4_000_000;

function middle(a: string[], b: string[], offset: number): DiffLine[] {
  const lengths = a.length * b.length > MAX_TABLE ? null : commonLengths(a, b);
  const out: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (lengths !== null && i < a.length && j < b.length && a[i] === b[j]) {
      out.push(same(a[i] ?? '', offset + i, offset + j));
      i += 1;
      j += 1;
    } else if (
      i < a.length &&
      (j >= b.length || lengths === null || at(lengths, i + 1, j) >= at(lengths, i, j + 1))
    ) {
      out.push({ kind: 'del', text: a[i] ?? '', before: offset + i + 1, after: null });
      i += 1;
    } else {
      out.push({ kind: 'add', text: b[j] ?? '', before: null, after: offset + j + 1 });
      j += 1;
    }
  }
  return out;
}

function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), row[j + 1] ?? 0);
    }
  }
  return table;
}

function at(table: Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function same(text: string, before: number, after: number): DiffLine {
  return { kind: 'same', text, before: before + 1, after: after + 1 };
}

function linesOf(text: string | null): string[] {
  if (text === null || text === '') return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export type LineChange = { before: string | null; after: string | null };

/**
 * Only what changed, as before → after pairs: within one stretch of changes the removed and added lines are paired in order.
 * Lines are trimmed of indentation; a stretch that differs only in indentation or blank lines is left out.
 */
export function changedPairs(before: string | null, after: string | null): LineChange[] {
  const pairs: LineChange[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i += 1) {
      const pair = { before: removed[i] ?? null, after: added[i] ?? null };
      if (pair.before !== pair.after) pairs.push(pair);
    }
    removed = [];
    added = [];
  };
  for (const line of diffLines(before, after)) {
    if (line.kind === 'same') flush();
    else if (line.text.trim() !== '') (line.kind === 'del' ? removed : added).push(line.text.trim());
  }
  flush();
  return pairs;
}

export type DiffBlock = { kind: 'lines'; lines: DiffLine[] } | { kind: 'folded'; count: number };

/** The diff with unchanged stretches folded, `context` lines kept around each change. */
export function foldUnchanged(lines: readonly DiffLine[], context = 2): DiffBlock[] {
  const keep = lines.map(() => false);
  lines.forEach((line, index) => {
    if (line.kind === 'same') return;
    for (let i = Math.max(0, index - context); i <= Math.min(lines.length - 1, index + context); i += 1)
      keep[i] = true;
  });
  const blocks: DiffBlock[] = [];
  lines.forEach((line, index) => {
    const last = blocks.at(-1);
    if (keep[index]) {
      if (last?.kind === 'lines') last.lines.push(line);
      else blocks.push({ kind: 'lines', lines: [line] });
    } else if (last?.kind === 'folded') last.count += 1;
    else blocks.push({ kind: 'folded', count: 1 });
  });
  return blocks;
}
