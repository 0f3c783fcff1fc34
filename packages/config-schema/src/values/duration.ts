const units: Record<string, number> = {
  ms: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
};

/**
 * `10 s`, `2s`, `500 ms`, `1 min`, `1.5 h` as whole milliseconds; undefined when it is no duration or has no unit.
 * Units are those of Flink's `TimeUtils`, without nanoseconds and microseconds.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]+)\s*$/i.exec(text);
  const factor = units[match?.[2]?.toLowerCase() ?? ''];
  if (!match?.[1] || factor === undefined) return undefined;
  const ms = Math.round(Number(match[1]) * factor);
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** Milliseconds in the largest unit that keeps them whole: 2000 → `2 s`. */
export function formatDuration(ms: number): string {
  for (const [unit, factor] of [
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const) {
    if (ms !== 0 && ms % factor === 0) return `${ms / factor} ${unit}`;
  }
  return `${ms} ms`;
}
