/** Numbers and times as the screens write them: thousands separators, units, relative times with the exact one on hover. */

const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** What stands where a number is unknown: never 0. */
export const NONE = '–';

/** A count; decimal strings beyond 2^53 keep every digit. */
export function formatCount(value: string | number | bigint | null | undefined): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'string') return /^-?\d+$/.test(value) ? integer.format(BigInt(value)) : value;
  return integer.format(value);
}

/** Records per second: one decimal below ten so that a slow stream does not read as zero. */
export function formatRate(perSecond: number | null | undefined): string {
  if (perSecond === null || perSecond === undefined) return NONE;
  if (perSecond > 0 && perSecond < 10) return perSecond.toFixed(1);
  return integer.format(perSecond);
}

/** Milliseconds as ms, s, min, h or d, one decimal below ten seconds. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return NONE;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 36 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`;
}

/** "now", "4 s ago", "3 min ago", "in 20 s"; `now` in ms since the epoch. */
export function formatRelative(at: string, now: number): string {
  const ms = now - Date.parse(at);
  if (Number.isNaN(ms)) return NONE;
  if (Math.abs(ms) < 1500) return 'now';
  const text = formatDuration(Math.floor(Math.abs(ms) / 1000) * 1000).replace('.0 s', ' s');
  return ms > 0 ? `${text} ago` : `in ${text}`;
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export function formatExact(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : exact.format(time);
}

export function formatClock(at: string | number): string {
  return clock.format(typeof at === 'number' ? at : Date.parse(at));
}

export function formatShortClock(at: string | number): string {
  return shortClock.format(typeof at === 'number' ? at : Date.parse(at));
}

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return NONE;
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${integer.format(count)} ${count === 1 ? one : many}`;
}
