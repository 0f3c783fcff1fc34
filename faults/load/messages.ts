import { seededRandom } from './random';

/** One message to send; `value` null is a Kafka tombstone. */
export type Message = { value: Buffer | null };
export type MessageKind = 'orders' | 'clean' | 'poison';

/**
 * Numbered orders. About 1 in 10 is filtered (amount ≤ 0). `orders`: 1 in 50 is unreadable (wrong type, or cut JSON).
 * `clean`: none is. `poison`: 1 in 9 is something that broke a stream processor somewhere before.
 */
export function messages(kind: MessageKind, prefix: string, seed: number): () => Message {
  const random = seededRandom(seed);
  let n = 0;
  return () => {
    const number = n++;
    const order = orderOf(prefix, number, random());
    if (kind === 'orders' && number % 50 === 17) return textOf({ ...order, amount: 'abc' });
    if (kind === 'orders' && number % 50 === 42)
      return { value: Buffer.from(JSON.stringify(order).slice(0, -9)) };
    if (kind === 'poison' && number % 9 === 4) return poison(order, Math.floor(number / 9));
    return textOf(order);
  };
}

function orderOf(prefix: string, n: number, random: number) {
  return {
    order_id: `${prefix}-${n}`,
    user_id: n % 97,
    amount: random < 0.1 ? -1 : 1 + Math.round(random * 9999) / 100,
    status: 'paid',
    timestamp_ms: 1_763_700_000_000 + n,
  };
}

function textOf(order: object): Message {
  return { value: Buffer.from(JSON.stringify(order)) };
}

type Order = ReturnType<typeof orderOf>;

const poisons: ((order: Order) => Buffer | null)[] = [
  (order) => Buffer.from(JSON.stringify({ ...order, amount: 'abc' })),
  (order) => Buffer.from(JSON.stringify(order).slice(0, 20)),
  () => null,
  () => Buffer.from('{'),
  (order) => Buffer.from(JSON.stringify(order).replace(/"amount":[^,]+/, '"amount":1e999')),
  (order) => Buffer.from(JSON.stringify({ ...order, timestamp_ms: 1.5 })),
  () => Buffer.from([0x7b, 0xff, 0x7d]),
  (order) =>
    Buffer.from(JSON.stringify(order).replace('}', `,"deep":${'['.repeat(5000)}${']'.repeat(5000)}}`)),
  () => Buffer.from('[1, 2]'),
  () => Buffer.from(''),
  (order) => Buffer.from(JSON.stringify({ ...order, user_id: {} })),
  (order) => Buffer.from(JSON.stringify({ ...order, more: 'x'.repeat(200_000) })),
  () => Buffer.from('{}'),
  (order) => Buffer.from(JSON.stringify(order).replace(/"user_id":\d+/, '"user_id":99999999999999999999')),
];

function poison(order: Order, which: number): Message {
  const make = poisons[which % poisons.length];
  return { value: make === undefined ? null : make(order) };
}
