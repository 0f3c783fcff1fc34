/** Where the preview's messages come from, as it stands in the URL: `name` of a kept sample, or one of these. */
export const NEWEST = 'newest from Kafka';
export const PASTED = 'pasted';

export type SampleEntry = { name: string; count: number; origin: 'project' | 'captured' };

/** The chosen sample, else the project's first, else a captured one, else the newest messages. */
export function chooseSample(
  wanted: string | null,
  samples: readonly SampleEntry[],
  hasPasted: boolean,
): string {
  if (wanted === NEWEST || (wanted === PASTED && hasPasted)) return wanted;
  if (wanted !== null && samples.some((sample) => sample.name === wanted)) return wanted;
  return (samples.find((sample) => sample.origin === 'project') ?? samples[0])?.name ?? NEWEST;
}

/** "captured 14:02:11": a name for messages that nobody named. */
export function captureName(now: Date, taken: readonly { name: string }[]): string {
  const clock = now.toISOString().slice(11, 19).replaceAll(':', '.');
  const base = `captured ${now.toISOString().slice(0, 10)} ${clock}`;
  const names = new Set(taken.map((sample) => sample.name));
  if (!names.has(base)) return base;
  for (let number = 2; ; number += 1) if (!names.has(`${base} (${number})`)) return `${base} (${number})`;
}
