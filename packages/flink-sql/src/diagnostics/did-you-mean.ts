import { distance } from 'fastest-levenshtein';

/** Long names are cut: the distance costs O(n·m) and nobody misspells 200 characters by two. */
const MAX_LENGTH = 128;

/**
 * The candidate that the writer most likely meant, or null when none is close.
 * Case differences count least, then transposed or missing letters (at most a third of the longer name, so that amnt finds amount).
 */
export function closest(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.slice(0, MAX_LENGTH).toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const lower = candidate.slice(0, MAX_LENGTH).toLowerCase();
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, lower.length) / 3));
    if (Math.abs(lower.length - wanted.length) > limit) continue;
    const d = squash(lower) === squash(wanted) ? 0 : distance(wanted, lower);
    if (d <= limit && d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

function squash(name: string): string {
  return name.replaceAll('_', '').replaceAll('-', '');
}
