const firstDelayMs = 1_000;
const lastDelayMs = 120_000;
const jitter = 0.25;

/**
 * Delay in ms before the next try after `failures` failures in a row: the first restart is at once (a killed process is
 * no reason to wait), then 1 s doubling to 2 min, each a quarter longer or shorter so that many pipelines do not try in step.
 */
export function retryDelay(failures: number, random: () => number = Math.random): number {
  if (failures <= 1) return 0;
  const exact = Math.min(firstDelayMs * 2 ** (failures - 2), lastDelayMs);
  return Math.round(exact * (1 - jitter + 2 * jitter * random()));
}
