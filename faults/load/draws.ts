import { seededRandom } from './random';

/** What the nemesis does is drawn here and nowhere else, in a fixed order, so that a seed is a schedule. */
export class Draws {
  readonly #random: () => number;
  /** Everything drawn so far, for the line that tells how to repeat a failed run. */
  readonly drawn: string[] = [];

  constructor(readonly seed: number) {
    this.#random = seededRandom(seed);
  }

  /** An integer of [from, to]. */
  int(what: string, from: number, to: number): number {
    const value = from + Math.floor(this.#random() * (to - from + 1));
    this.drawn.push(`${what} ${value}`);
    return value;
  }

  pick<T extends string>(what: string, choices: readonly T[]): T {
    const value = choices[Math.floor(this.#random() * choices.length)];
    if (value === undefined) throw new Error(`nothing to draw for ${what}`);
    this.drawn.push(`${what} ${value}`);
    return value;
  }

  /** The same choices in an order of this seed. */
  shuffle<T extends string>(what: string, choices: readonly T[]): T[] {
    const left = [...choices];
    const shuffled: T[] = [];
    while (left.length > 0) shuffled.push(...left.splice(Math.floor(this.#random() * left.length), 1));
    this.drawn.push(`${what} ${shuffled.join(',')}`);
    return shuffled;
  }
}
