import type { IntervalKind } from './sql-type';

interface IntervalText {
  readonly value: string;
  readonly negative: boolean;
  readonly from: string;
  readonly to: string | null;
}

const MILLIS: Readonly<Record<string, bigint>> = {
  WEEK: 604_800_000n,
  DAY: 86_400_000n,
  HOUR: 3_600_000n,
  MINUTE: 60_000n,
  SECOND: 1000n,
};
const MONTHS: Readonly<Record<string, bigint>> = { YEAR: 12n, QUARTER: 3n, MONTH: 1n };
const ORDER = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** Months or milliseconds of an interval literal; null when the text does not fit the units. */
export function intervalValue(node: IntervalText): { kind: IntervalKind; value: bigint } | null {
  let text = node.value.trim();
  let sign = node.negative ? -1n : 1n;
  if (text.startsWith('-') || text.startsWith('+')) {
    if (text.startsWith('-')) sign = -sign;
    text = text.slice(1);
  }
  const months = MONTHS[node.from];
  if (months !== undefined) {
    const value = monthsOf(text, node.from, node.to, months);
    return value === null ? null : { kind: 'INTERVAL_MONTH', value: sign * value };
  }
  const value = node.to === null ? single(text, node.from) : range(text, node.from, node.to);
  return value === null ? null : { kind: 'INTERVAL_SECOND', value: sign * value };
}

function monthsOf(text: string, from: string, to: string | null, unit: bigint): bigint | null {
  if (to === null) return /^\d{1,9}$/.test(text) ? BigInt(text) * unit : null;
  const match = /^(\d{1,9})-(\d{1,2})$/.exec(text);
  if (!match || from !== 'YEAR' || to !== 'MONTH' || Number(match[2]) > 11) return null;
  return BigInt(match[1] ?? '0') * 12n + BigInt(match[2] ?? '0');
}

function single(text: string, unit: string): bigint | null {
  const millis = MILLIS[unit];
  if (millis === undefined) return null;
  if (unit === 'SECOND') return seconds(text);
  return /^\d{1,12}$/.test(text) ? BigInt(text) * millis : null;
}

/** Milliseconds; further decimals are cut, as Flink keeps intervals in milliseconds. */
function seconds(text: string): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  return BigInt(match[1] ?? '0') * 1000n + BigInt((match[2] ?? '').padEnd(3, '0').slice(0, 3));
}

/** `1 02:03:04.5` for DAY TO SECOND and its parts. */
function range(text: string, from: string, to: string): bigint | null {
  const first = ORDER.indexOf(from);
  const last = ORDER.indexOf(to);
  if (first === -1 || last <= first) return null;
  const parts = text.split(from === 'DAY' ? /[ :]/ : ':');
  if (parts.length !== last - first + 1) return null;
  let total = 0n;
  for (let i = 0; i < parts.length; i++) {
    const value = single(parts[i] ?? '', ORDER[first + i] ?? '');
    if (value === null) return null;
    total += value;
  }
  return total;
}
