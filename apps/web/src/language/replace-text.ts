export type Replacement = { start: number; end: number; text: string };

/** The smallest single replacement that turns one text into the other, so that cursor and undo survive; null when equal. */
export function smallestReplacement(before: string, after: string): Replacement | null {
  if (before === after) return null;
  const limit = Math.min(before.length, after.length);
  let head = 0;
  while (head < limit && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < limit - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}
