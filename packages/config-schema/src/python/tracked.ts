/** A quoted string of the file; `id` tells apart literals that together make one SQL text. */
export type Literal = {
  id: number;
  /** Offsets between the quotes. */
  start: number;
  end: number;
  quote: string;
  raw: boolean;
  /** `{name}` is a field and `{{` a brace: an f-string, or a text that `.format()` is called on. */
  fields: boolean;
};

/** One UTF-16 unit of text and where it is written. `literal` is undefined for what no literal holds. */
export type TrackedChar = { char: string; start: number; end: number; literal: Literal | undefined };

/** Text that knows for each of its characters which characters of the file made it. */
export type Tracked = TrackedChar[];

export const textOf = (tracked: Tracked): string => tracked.map((one) => one.char).join('');

/** The whole text stands for one place, as a replacement field does. */
export function placed(text: string, start: number, end: number, literal?: Literal): Tracked {
  return [...text].flatMap((char) =>
    [...Array(char.length).keys()].map((i) => ({ char: char[i] ?? '', start, end, literal })),
  );
}

const isSpace = (one: TrackedChar | undefined): boolean => one !== undefined && /\s/.test(one.char);

export function strip(tracked: Tracked, sides: 'both' | 'left' | 'right' = 'both'): Tracked {
  let from = 0;
  let to = tracked.length;
  if (sides !== 'right') while (from < to && isSpace(tracked[from])) from++;
  if (sides !== 'left') while (to > from && isSpace(tracked[to - 1])) to--;
  return tracked.slice(from, to);
}

/** `textwrap.dedent`: the white space that all non-blank lines share goes; blank lines become empty. */
export function dedent(tracked: Tracked): Tracked {
  const lines: Tracked[] = [[]];
  for (const one of tracked) {
    lines.at(-1)?.push(one);
    if (one.char === '\n') lines.push([]);
  }
  const margin = commonMargin(lines.map(textOf));
  return lines.flatMap((line) => {
    if (/^[ \t]*\n?$/.test(textOf(line))) return line.filter((one) => one.char === '\n');
    return line.slice(margin.length);
  });
}

export function commonMargin(lines: readonly string[]): string {
  let margin: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const own = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (margin === undefined) margin = own;
    let shared = 0;
    while (shared < margin.length && margin[shared] === own[shared]) shared++;
    margin = margin.slice(0, shared);
  }
  return margin ?? '';
}
