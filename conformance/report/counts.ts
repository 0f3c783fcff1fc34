import type { Judged, Verdict } from '../corpus/verdict';

export type Counts = Record<Verdict, number>;

export function countsOf(judged: readonly Judged[]): Counts {
  const counts: Counts = { same: 0, refused: 0, different: 0, corrected: 0 };
  for (const { verdict } of judged) counts[verdict] += 1;
  return counts;
}

/** A line per group, those with the most that is not the same first. */
export function tableOf(judged: readonly Judged[]): string {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const rows = [...groups]
    .map(([group, members]) => ({ group, total: members.length, counts: countsOf(members) }))
    .sort((one, other) => other.total - other.counts.same - (one.total - one.counts.same));
  const cell = (value: number) => String(value).padStart(10);
  return rows
    .map(
      ({ group, counts: { same, refused, different, corrected } }) =>
        `${group.padEnd(34)}${cell(same)}${cell(refused)}${cell(different)}${cell(corrected)}`,
    )
    .join('\n');
}
