/** Java would refuse the pattern with a PatternSyntaxException. */
export class InvalidPattern extends Error {}

/** Java takes the pattern, but JavaScript has no exact counterpart, or it is not known to have one. */
export class UnreadablePattern extends Error {
  constructor(pattern: string, what: string) {
    super(`The built-in engine cannot match the regular expression ${pattern} (${what})`);
  }
}

/** Walks over a pattern by code point. */
export class PatternReader {
  readonly pattern: string;
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.#characters = [...pattern];
  }

  peek(ahead = 0): string | null {
    return this.#characters[this.#at + ahead] ?? null;
  }

  /** The next character; the pattern is invalid when it has ended. */
  next(): string {
    const character = this.peek();
    if (character === null) throw new InvalidPattern('unexpected end');
    this.#at += 1;
    return character;
  }

  take(text: string): boolean {
    const characters = [...text];
    if (!characters.every((character, i) => this.peek(i) === character)) return false;
    this.#at += characters.length;
    return true;
  }

  takeDigits(): string {
    let digits = '';
    while (/^[0-9]$/.test(this.peek() ?? '')) digits += this.next();
    return digits;
  }

  unreadable(what: string): UnreadablePattern {
    return new UnreadablePattern(this.pattern, what);
  }
}

/** A character as a JavaScript pattern with the flag u. */
export function quoted(character: string): string {
  return /^[\^$\\.*+?()[\]{}|/-]$/.test(character) ? hex(character) : character;
}

function hex(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
