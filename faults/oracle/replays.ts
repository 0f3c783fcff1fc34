import { type Judged, judge } from '../load/judge';

/** Every replay that was asked for, by the set-aside record it is of, with what the reference makes of it. */
export class Replays {
  readonly #asked = new Map<string, Judged>();
  readonly #done = new Set<string>();

  get count(): number {
    return this.#asked.size;
  }

  ask(recordId: string, value: Buffer): void {
    this.#asked.set(recordId, judge(value));
  }

  /** Rows that have to be there in the end. */
  rows(): string[] {
    return [...this.#asked.values()].flatMap((judged) => (typeof judged === 'object' ? [judged.row] : []));
  }

  /** What those of `done` have become that were not among them before; and what is wrong with `done`. */
  since(done: readonly string[]): { became: ({ row: string } | 'filtered')[]; wrong: string[] } {
    const became: ({ row: string } | 'filtered')[] = [];
    const wrong = [...this.#done]
      .filter((id) => !done.includes(id))
      .map((id) => `the replay of ${id} was done and is not any more`);
    for (const id of done) {
      const judged = this.#asked.get(id);
      if (judged === undefined || judged === 'set aside')
        wrong.push(`the replay of ${id} counts as done, and cannot be`);
      else if (!this.#done.has(id)) became.push(judged);
      this.#done.add(id);
    }
    return { became, wrong };
  }

  /** True when exactly those asked for are shown as replayed, or as failed where they cannot be read again. */
  areShown(states: ReadonlyMap<string, string | null>): boolean {
    const shouldBe = (id: string) => {
      const judged = this.#asked.get(id);
      if (judged === undefined) return null;
      return judged === 'set aside' ? 'failed' : 'replayed';
    };
    const areKnown = [...this.#asked.keys()].every((id) => states.has(id));
    return areKnown && [...states].every(([id, state]) => state === shouldBe(id));
  }
}
