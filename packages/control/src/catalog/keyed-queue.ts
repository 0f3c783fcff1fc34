/** Runs tasks that share a key one after the other, in the order they came; others run side by side. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<void>>();

  /** Takes all keys at once, so that two tasks with keys in common cannot wait for each other. */
  async run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const unique = [...new Set(keys)];
    const before = unique.map((key) => this.tails.get(key)).filter((tail) => tail !== undefined);
    const result = Promise.all(before).then(task);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    for (const key of unique) this.tails.set(key, tail);
    try {
      return await result;
    } finally {
      for (const key of unique) if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}
