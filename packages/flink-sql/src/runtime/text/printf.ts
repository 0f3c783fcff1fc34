import type { RuntimeFunction } from '../runtime-function';
import { isAscii } from './java-text';

const SPECIFIER = /%([-0+, ]*)(\d*)([sSdbBx%n])|%/g;

/**
 * PRINTF: Java's String.format for texts, whole numbers and conditions. NULL where Java refuses: an argument is missing or
 * of the wrong kind.
 *
 * @param kinds a letter for each argument; arguments come as Flink's text of them
 * @throws Error for specifiers that are not imitated here
 */
export function printf(format: string, kinds: string, args: readonly (string | null)[]): string | null {
  let next = 0;
  let refused = false;
  const text = format.replace(SPECIFIER, (whole: string, flags = '', width = '', letter = '') => {
    if (letter === '%' || letter === 'n') {
      if (whole.length > 2) throw unknown(format, whole);
      return letter === 'n' ? '\n' : '%';
    }
    if (letter === '' || /(.).*\1/.test(flags) || width.length > 5) throw unknown(format, whole);
    const value = args[next];
    const kind = kinds[next];
    next += 1;
    if (value === undefined || (value !== null && letter === 'd' && kind !== 'd')) refused = true;
    if (refused) return '';
    return one(format, { whole, flags, width: Number(width), letter }, value ?? null, kind ?? 's');
  });
  return refused ? null : text;
}

interface Specifier {
  readonly whole: string;
  readonly flags: string;
  readonly width: number;
  readonly letter: string;
}

function one(format: string, specifier: Specifier, value: string | null, kind: string): string {
  const { flags, width, letter, whole } = specifier;
  if ((flags.includes('-') || flags.includes('0')) && width === 0) throw unknown(format, whole);
  if (flags.includes('-') && flags.includes('0')) throw unknown(format, whole);
  if (letter === 'd') return wholeNumber(format, specifier, value);
  if (letter === 'x' || /[^-]/.test(flags)) throw unknown(format, whole);
  const text = letter.toLowerCase() === 'b' ? condition(value, kind) : (value ?? 'null');
  if (letter !== letter.toLowerCase() && !isAscii(text)) throw unknown(format, whole);
  const cased = letter === letter.toLowerCase() ? text : text.toUpperCase();
  return flags.includes('-') ? cased.padEnd(width) : cased.padStart(width);
}

function condition(value: string | null, kind: string): string {
  return value === null ? 'false' : kind === 'b' ? value : 'true';
}

function wholeNumber(format: string, { flags, width, whole }: Specifier, value: string | null): string {
  if (/[+, ]/.test(flags)) throw unknown(format, whole);
  if (value === null) return flags.includes('-') ? 'null'.padEnd(width) : 'null'.padStart(width);
  if (flags.includes('-')) return value.padEnd(width);
  if (!flags.includes('0')) return value.padStart(width);
  return value.startsWith('-') ? `-${value.slice(1).padStart(width - 1, '0')}` : value.padStart(width, '0');
}

function unknown(format: string, specifier: string): Error {
  return new Error(`PRINTF: ${specifier} in ${format} is not imitated here`);
}

/**
 * A point in time as Java's LocalDateTime prints it: no seconds when they are zero, decimals in threes.
 * @param micros microseconds since 1970 in UTC
 */
export function localDateTimeText(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((micros - fraction) / 1000n));
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new Error('PRINTF: a year of more than four digits');
  const [minutes, seconds] = [date.toISOString().slice(0, 16), date.toISOString().slice(17, 19)];
  if (fraction === 0n) return seconds === '00' ? minutes : `${minutes}:${seconds}`;
  return `${minutes}:${seconds}.${fraction.toString().padStart(6, '0').replace(/000$/, '')}`;
}

export const printfFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_printf',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR[]'],
    result: 'VARCHAR',
    call: printf,
  },
  { name: 'flink_local_time_text', parameters: ['BIGINT'], result: 'VARCHAR', call: localDateTimeText },
];
