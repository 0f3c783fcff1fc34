import { isAscii } from '../text/java-text';
import { readClass, readEscape } from './character-class';
import { InvalidPattern, PatternReader, quoted } from './pattern-reader';

/** A part of a pattern in JavaScript's form, with what decides whether both engines match it alike. */
interface Piece {
  readonly source: string;
  /** May match nothing: then the two engines repeat it in different ways. */
  readonly nullable: boolean;
  readonly groups: boolean;
  /** Of fixed form: characters, classes and alternatives only. */
  readonly plain: boolean;
}

export interface Translation {
  readonly source: string;
  readonly flags: string;
  readonly groups: number;
  readonly nullable: boolean;
  /** Word boundaries: Java's know all letters, JavaScript's the ASCII ones. */
  readonly boundaries: boolean;
  readonly ignoresCase: boolean;
  /** The two engines agree on what the groups hold, not only on the whole match. */
  readonly groupsAgree: boolean;
}

const ANY = '[^\\n\\r\\u0085\\u2028\\u2029]';
const EVERY = '[^]';
/** Java's `$`: the end, or before a line's end that ends the text. */
const END = '(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029])?(?![^]))';

const empty: Piece = { source: '', nullable: true, groups: false, plain: true };
const one = (source: string): Piece => ({ source, nullable: false, groups: false, plain: true });
const assertion = (source: string): Piece => ({ source, nullable: true, groups: false, plain: false });

/**
 * A Java pattern (java.util.regex) as a JavaScript one with the flag u.
 *
 * @throws InvalidPattern where Java refuses it
 * @throws UnreadablePattern where the two differ, or might: possessive quantifiers, backreferences, repeated groups
 * that may be empty, Unicode classes, flags in the middle
 */
export function translate(pattern: string): Translation {
  return new Translator(pattern).run();
}

class Translator {
  readonly #reader: PatternReader;
  #dotAll = false;
  #groups = 0;
  #boundaries = false;
  #groupsAgree = true;
  #ignoresCase = false;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
  }

  run(): Translation {
    for (const flags of ['(?i)', '(?s)', '(?is)', '(?si)']) {
      if (!this.#reader.take(flags)) continue;
      this.#ignoresCase = flags.includes('i');
      this.#dotAll = flags.includes('s');
      break;
    }
    if (this.#ignoresCase && (!isAscii(this.#reader.pattern) || /\\[pPux]/.test(this.#reader.pattern)))
      throw this.#reader.unreadable('(?i) with other than ASCII letters');
    const whole = this.alternatives();
    if (this.#reader.peek() !== null) throw new InvalidPattern('a closing parenthesis too many');
    return {
      source: whole.source,
      flags: this.#ignoresCase ? 'iu' : 'u',
      groups: this.#groups,
      nullable: whole.nullable,
      boundaries: this.#boundaries,
      ignoresCase: this.#ignoresCase,
      groupsAgree: this.#groupsAgree,
    };
  }

  private alternatives(): Piece {
    let piece = this.sequence();
    while (this.#reader.take('|')) {
      const other = this.sequence();
      piece = {
        source: `${piece.source}|${other.source}`,
        nullable: piece.nullable || other.nullable,
        groups: piece.groups || other.groups,
        plain: piece.plain && other.plain,
      };
    }
    return piece;
  }

  private sequence(): Piece {
    let piece = empty;
    for (let c = this.#reader.peek(); c !== null && c !== '|' && c !== ')'; c = this.#reader.peek()) {
      const part = this.quantified(this.atom());
      piece = {
        source: piece.source + part.source,
        nullable: piece.nullable && part.nullable,
        groups: piece.groups || part.groups,
        plain: piece.plain && part.plain,
      };
    }
    return piece;
  }

  private atom(): Piece {
    const reader = this.#reader;
    const character = reader.next();
    switch (character) {
      case '.':
        return one(this.#dotAll ? EVERY : ANY);
      case '[':
        return one(readClass(reader));
      case '^':
        return assertion('^');
      case '$':
        return assertion(END);
      case '(':
        return this.group();
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new InvalidPattern('nothing to repeat');
      case '{':
        throw reader.unreadable('{');
      default:
        return one(quoted(character));
    }
  }

  private escape(): Piece {
    const reader = this.#reader;
    const letter = reader.peek() ?? '';
    if (letter === 'b' || letter === 'B') {
      if (reader.peek(1) === '{') throw reader.unreadable('\\b{');
      reader.next();
      this.#boundaries = true;
      return assertion(`\\${letter}`);
    }
    if (letter === 'A' || letter === 'z' || letter === 'Z') {
      reader.next();
      return assertion(letter === 'A' ? '^' : letter === 'z' ? '(?![^])' : END);
    }
    const read = readEscape(reader);
    if (read.kind === 'character') return one(quoted(read.character));
    return one(`[${read.negated ? '^' : ''}${read.inside}]`);
  }

  private group(): Piece {
    const reader = this.#reader;
    if (!reader.take('?')) return this.capturing('(');
    if (reader.take(':')) return this.closed('(?:');
    if (reader.take('s:')) return this.dotAllGroup();
    if (reader.take('=') || reader.take('!')) return this.lookaround('(?=', '(?!', false);
    if (reader.take('<=') || reader.take('<!')) return this.lookaround('(?<=', '(?<!', true);
    if (reader.take('<')) return this.named();
    throw reader.unreadable('this kind of group');
  }

  private capturing(open: string): Piece {
    this.#groups += 1;
    return { ...this.closed(open), groups: true };
  }

  private named(): Piece {
    let name = '';
    while (this.#reader.peek() !== '>') name += this.#reader.next();
    this.#reader.next();
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) throw new InvalidPattern('a name');
    // The name serves backreferences only, which are not read.
    return this.capturing('(');
  }

  private dotAllGroup(): Piece {
    const before = this.#dotAll;
    this.#dotAll = true;
    const piece = this.closed('(?:');
    this.#dotAll = before;
    return piece;
  }

  private lookaround(positive: string, negative: string, behind: boolean): Piece {
    const open = this.#reader.peek(-1) === '!' ? negative : positive;
    const piece = this.closed(open);
    if (behind && !piece.plain) throw this.#reader.unreadable('a look behind at a varying length');
    if (piece.groups) this.#groupsAgree = false;
    return { ...piece, nullable: true, plain: false };
  }

  private closed(open: string): Piece {
    const inner = this.alternatives();
    if (!this.#reader.take(')')) throw new InvalidPattern('an unclosed group');
    return { ...inner, source: `${open}${inner.source})` };
  }

  private quantified(piece: Piece): Piece {
    const reader = this.#reader;
    const quantifier = this.quantifier();
    if (quantifier === null) return piece;
    if (piece.nullable) throw reader.unreadable('repeating what may be empty');
    if (reader.take('+')) throw reader.unreadable('a possessive quantifier');
    const lazy = reader.take('?') ? '?' : '';
    const following = reader.peek();
    if (following === '{') throw reader.unreadable('{');
    // JavaScript forgets inner groups at each turn, Java does not.
    const inner = piece.groups && !/^\((?!\?)[^(]*\)$/.test(piece.source);
    if (inner && quantifier.most > 1) this.#groupsAgree = false;
    return {
      source: piece.source + quantifier.source + lazy,
      nullable: quantifier.least === 0,
      groups: piece.groups,
      plain: false,
    };
  }

  private quantifier(): { source: string; least: number; most: number } | null {
    const reader = this.#reader;
    if (reader.take('*')) return { source: '*', least: 0, most: Number.POSITIVE_INFINITY };
    if (reader.take('+')) return { source: '+', least: 1, most: Number.POSITIVE_INFINITY };
    if (reader.take('?')) return { source: '?', least: 0, most: 1 };
    if (!reader.take('{')) return null;
    const least = reader.takeDigits();
    if (least === '') throw new InvalidPattern('{ without a number');
    const open = reader.take(',');
    const most = open ? reader.takeDigits() : least;
    if (!reader.take('}')) throw new InvalidPattern('an unclosed {');
    if (least.length > 4 || most.length > 4) throw reader.unreadable('a great number of times');
    const upper = most === '' ? Number.POSITIVE_INFINITY : Number(most);
    if (upper < Number(least)) throw new InvalidPattern('a count backwards');
    return { source: `{${least}${open ? `,${most}` : ''}}`, least: Number(least), most: upper };
  }
}
