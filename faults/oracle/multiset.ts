/** How often each row is there. */
export class Multiset {
  readonly #counts = new Map<string, number>();

  constructor(rows: Iterable<string> = []) {
    this.add(rows);
  }

  add(rows: Iterable<string>): void {
    for (const row of rows) this.#change(row, 1);
  }

  remove(rows: Iterable<string>): void {
    for (const row of rows) this.#change(row, -1);
  }

  /** Rows that are here more often than in `other`, as often as the difference is. */
  minus(other: Multiset): string[] {
    const more: string[] = [];
    for (const [row, count] of this.#counts) {
      const difference = count - (other.#counts.get(row) ?? 0);
      for (let i = 0; i < difference; i += 1) more.push(row);
    }
    return more;
  }

  #change(row: string, by: number): void {
    const count = (this.#counts.get(row) ?? 0) + by;
    if (count === 0) this.#counts.delete(row);
    else this.#counts.set(row, count);
  }
}
