/** The `limit` most recently used values. */
export function createCache<K, V>(
  limit: number,
): { get(key: K): V | undefined; set(key: K, value: V): void } {
  const values = new Map<K, V>();
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) {
        values.delete(key);
        values.set(key, value);
      }
      return value;
    },
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      if (values.size > limit) {
        const oldest = values.keys().next();
        if (!oldest.done) values.delete(oldest.value);
      }
    },
  };
}
