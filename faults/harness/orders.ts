import { Kafka, logLevel } from 'kafkajs';
import { seededRandom } from './random';

/** One order message as sent; `partition` and `offset` are what the broker acknowledged. */
export type SentOrder = { value: string; partition: number; offset: bigint };

/** The row that the reference transform, written apart from the engine, expects in the table. */
export type OrderRow = string;

/**
 * Sends orders in awaited batches and remembers only what the broker acknowledged. About 1 in 10 is filtered
 * (amount ≤ 0) and 1 in 50 unreadable (amount "abc" or cut JSON).
 */
export class OrderLoad {
  readonly acked: SentOrder[] = [];
  #producer;
  #random;
  #next = 0;

  constructor(
    brokers: string[],
    readonly topic: string,
    readonly partitions: number,
    seed: number,
  ) {
    this.#producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer({
      allowAutoTopicCreation: false,
    });
    this.#random = seededRandom(seed);
  }

  async connect(): Promise<void> {
    await this.#producer.connect();
  }

  async send(count: number): Promise<void> {
    const byPartition = new Map<number, string[]>();
    for (let i = 0; i < count; i += 1) {
      const partition = this.#next % this.partitions;
      const values = byPartition.get(partition) ?? [];
      values.push(this.#order());
      byPartition.set(partition, values);
    }
    for (const [partition, values] of byPartition) {
      const [answer] = await this.#producer.send({
        topic: this.topic,
        acks: -1,
        messages: values.map((value) => ({ value, partition })),
      });
      const base = BigInt(answer?.baseOffset ?? '0');
      values.forEach((value, i) => {
        this.acked.push({ value, partition, offset: base + BigInt(i) });
      });
    }
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }

  #order(): string {
    const n = this.#next++;
    const random = this.#random();
    const order = {
      order_id: `o-${n}`,
      user_id: n % 97,
      amount: random < 0.1 ? -1 : 1 + Math.round(random * 9999) / 100,
      status: 'paid',
      timestamp_ms: 1_763_700_000_000 + n,
    };
    if (n % 50 === 17)
      return `{"order_id":"o-${n}","user_id":1,"amount":"abc","status":"paid","timestamp_ms":${order.timestamp_ms}}`;
    if (n % 50 === 42) return `{"order_id":"o-${n}","user_id":`;
    return JSON.stringify(order);
  }
}

export type Expected = { rows: OrderRow[]; filtered: number; setAside: number };

/** The reference transform in plain TypeScript: what the table must hold for these messages. */
export function expectedOrders(messages: readonly SentOrder[]): Expected {
  const rows: OrderRow[] = [];
  let filtered = 0;
  let setAside = 0;
  for (const { value } of messages) {
    const order = readOrder(value);
    if (!order) setAside += 1;
    else if (order.amount > 0)
      rows.push([order.order_id, order.user_id, order.amount, order.status, order.timestamp_ms].join('|'));
    else filtered += 1;
  }
  return { rows: rows.sort(), filtered, setAside };
}

type Order = { order_id: string; user_id: number; amount: number; status: string; timestamp_ms: number };

function readOrder(value: string): Order | null {
  try {
    const order = JSON.parse(value) as Order;
    return typeof order.amount === 'number' ? order : null;
  } catch {
    return null;
  }
}
