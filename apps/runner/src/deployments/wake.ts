/** A wait that somebody else can end. A call to `now` that comes before the wait ends the next one at once. */
export class Wake {
  #pending = false;
  #resolve: (() => void) | null = null;

  now(): void {
    if (this.#resolve) this.#resolve();
    else this.#pending = true;
  }

  /** Resolves after `ms` (never by itself when null) or when woken. */
  async wait(ms: number | null): Promise<void> {
    if (this.#pending) {
      this.#pending = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = ms === null ? undefined : setTimeout(done, ms);
      const self = this;
      function done(): void {
        clearTimeout(timer);
        self.#resolve = null;
        resolve();
      }
      this.#resolve = done;
    });
  }
}
