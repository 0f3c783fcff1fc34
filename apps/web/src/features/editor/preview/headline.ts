import type { PreviewAnswer } from '@penstock/control/contracts';

export type Headline = { in: number; out: number; rest: string[] };

const numbers = new Intl.NumberFormat('en-US');

/**
 * The preview's header as numbers that add up: every input record is in exactly one of out, filtered, failed or
 * "without a row of their own" (records that went into a window or join, or were expanded into none).
 */
export function headline(answer: Pick<PreviewAnswer, 'counts' | 'records'>): Headline {
  const { counts } = answer;
  const rest: string[] = [];
  if (counts.filtered > 0) rest.push(`${numbers.format(counts.filtered)} filtered`);
  if (counts.failed > 0) rest.push(`${numbers.format(counts.failed)} failed`);
  const silent = inputsWithoutAnswer(answer);
  if (silent > 0) rest.push(`${numbers.format(silent)} without a row of their own`);
  rest.push('nothing is written');
  return { in: counts.in, out: counts.out, rest };
}

/** The header as one sentence, for screen readers and for tests. */
export function headlineText(line: Headline): string {
  return `${numbers.format(line.in)} in → ${numbers.format(line.out)} out · ${line.rest.join(' · ')}`;
}

function inputsWithoutAnswer(answer: Pick<PreviewAnswer, 'counts' | 'records'>): number {
  const answered = new Set<number>();
  for (const record of answer.records) answered.add(record.input);
  return Math.max(0, answer.counts.in - answered.size);
}

/** Milliseconds as people read them: 7 ms, 1.2 s. */
export function tookText(ms: number): string {
  if (ms < 1000) return `${Math.max(1, Math.round(ms))} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}
