/** Readers of date and time text as Flink's parser has it; null when the text is none. */

export function isValidDate(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

export function dateLiteral(text: string): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!match) return null;
  const [, y = '', m = '', d = ''] = match;
  if (!isValidDate(Number(y), Number(m), Number(d))) return null;
  return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
}

export function timeLiteral(text: string): string | null {
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?$/.exec(text.trim());
  if (!match) return null;
  const [, h = '', m = '', s = '', fraction = ''] = match;
  if (Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return null;
  return [h, m, s].map((x) => x.padStart(2, '0')).join(':') + fraction;
}

/** The normalized text and the number of decimals of the second. */
export function timestampLiteral(text: string): { text: string; precision: number } | null {
  const match = /^(\S+) ([\d:]+)(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (!match) return null;
  const date = dateLiteral(match[1] ?? '');
  const time = timeLiteral(match[2] ?? '');
  if (date === null || time === null) return null;
  const fraction = match[3];
  return fraction === undefined
    ? { text: `${date} ${time}`, precision: 0 }
    : { text: `${date} ${time}.${fraction}`, precision: fraction.length };
}
