import { quoteLiteral } from './quote';

/** Letters of Java's DateTimeFormatter with the same meaning in strftime; runs of other letters are refused. */
const LETTERS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  yy: '%y',
  MM: '%m',
  dd: '%d',
  HH: '%H',
  mm: '%M',
  ss: '%S',
  M: '%-m',
  MMM: '%b',
  MMMM: '%B',
  d: '%-d',
  D: '%-j',
  DDD: '%j',
  E: '%a',
  EEE: '%a',
  EEEE: '%A',
  H: '%-H',
  h: '%-I',
  hh: '%I',
  a: '%p',
  m: '%-M',
  s: '%-S',
  SSS: '%g',
  SSSSSS: '%f',
};

/** The text of a timestamp in a Java pattern, or null when the pattern holds something without a counterpart. */
export function javaFormatSql(value: string, pattern: string): string | null {
  const format = toStrftime(pattern);
  return format === null ? null : `strftime(${value}, ${quoteLiteral(format)})`;
}

function toStrftime(pattern: string): string | null {
  let result = '';
  let i = 0;
  while (i < pattern.length) {
    const c = pattern.charAt(i);
    if (c === "'") {
      const end = pattern.indexOf("'", i + 1);
      if (end === -1) return null;
      result += end === i + 1 ? "'" : pattern.slice(i + 1, end).replaceAll('%', '%%');
      i = end + 1;
    } else if (/[A-Za-z]/.test(c)) {
      let end = i;
      while (pattern.charAt(end) === c) end++;
      const code = LETTERS[pattern.slice(i, end)];
      if (code === undefined) return null;
      result += code;
      i = end;
    } else if (/[[\]{}#]/.test(c)) return null;
    else {
      result += c === '%' ? '%%' : c;
      i++;
    }
  }
  return result;
}
