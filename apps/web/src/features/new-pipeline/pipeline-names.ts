/** Keys are YAML keys and file names at once; the schema package has the last word. */
const KEY = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** Why a key cannot be used, in words; null when it can. */
export function keyProblem(key: string, taken: readonly string[]): string | null {
  if (key === '') return null;
  if (!KEY.test(key) || key.includes('..'))
    return 'Use letters, digits, dashes, dots and underscores, beginning with a letter or digit.';
  if (taken.includes(key)) return `There is a pipeline ${key} already. Choose another key.`;
  return null;
}

/** A table name for a key: order-events → order_events. */
export function tableNameFor(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** A key for a Kafka topic that no pipeline has yet. */
export function keyForTopic(topic: string, taken: readonly string[]): string {
  const base = topic.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9_]+/, '') || 'pipeline';
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`;
}
