/**
 * A start time as epoch milliseconds: digits as they are, or ISO 8601 with an offset or `Z`
 * (a time without one would mean another moment on another machine). Undefined when it is neither.
 */
export function parseTimestampMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,15}$/.test(trimmed)) return Number(trimmed);
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/.test(trimmed))
    return undefined;
  const ms = Date.parse(trimmed.replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : ms;
}
