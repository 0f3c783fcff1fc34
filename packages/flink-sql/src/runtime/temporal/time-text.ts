import type { RuntimeFunction } from '../runtime-function';

/**
 * Flink's text of a TIME: the decimals end with the last that is not 0, but there is one at least when the type has any.
 * @param millis since midnight
 */
export function timeText(millis: bigint, precision: number): string {
  const total = Number(millis);
  const parts = [
    Math.floor(total / 3_600_000),
    Math.floor(total / 60_000) % 60,
    Math.floor(total / 1000) % 60,
  ];
  const time = parts.map((n) => String(n).padStart(2, '0')).join(':');
  if (precision === 0) return time;
  const decimals = String(total % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${time}.${decimals.slice(0, precision) || '0'}`;
}

export const timeTextFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_time_text', parameters: ['BIGINT', 'INTEGER'], result: 'VARCHAR', call: timeText },
];
