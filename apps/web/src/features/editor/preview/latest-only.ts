/** Numbers requests so that an answer that is not for the newest one is dropped. */
export class LatestOnly {
  #newest = 0;

  next(): number {
    this.#newest += 1;
    return this.#newest;
  }

  isNewest(sequence: number): boolean {
    return sequence === this.#newest;
  }
}
