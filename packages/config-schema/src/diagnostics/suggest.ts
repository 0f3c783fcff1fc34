import { distance } from 'fastest-levenshtein';

/** The candidate that was most likely meant, or undefined when none is within a third of the word's length. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.slice(0, 100).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = squash(candidate) === squash(wanted) ? 0 : distance(wanted, candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** `kafkaGroupId`, `kafka-group-id` and `kafka_group_id` are the same word to a reader. */
function squash(word: string): string {
  return word.replace(/[_\-\s.]/g, '').toLowerCase();
}
