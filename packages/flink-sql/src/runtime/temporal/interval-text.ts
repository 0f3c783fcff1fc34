import type { RuntimeFunction } from '../runtime-function';

const two = (n: bigint): string => n.toString().padStart(2, '0');

/** Flink's text of months: `+1-02`. */
export function monthsText(months: bigint): string {
  const size = months < 0n ? -months : months;
  return `${months < 0n ? '-' : '+'}${size / 12n}-${two(size % 12n)}`;
}

/** Flink's text of milliseconds: `+1 02:03:04.005`. */
export function millisText(millis: bigint): string {
  const size = millis < 0n ? -millis : millis;
  const seconds = size / 1000n;
  const time = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  const decimals = (size % 1000n).toString().padStart(3, '0');
  return `${millis < 0n ? '-' : '+'}${seconds / 86_400n} ${time}.${decimals}`;
}

export const intervalTextFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_months_text', parameters: ['BIGINT'], result: 'VARCHAR', call: monthsText },
  { name: 'flink_millis_text', parameters: ['BIGINT'], result: 'VARCHAR', call: millisText },
];
