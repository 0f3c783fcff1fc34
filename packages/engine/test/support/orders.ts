import type { ResolvedPipeline } from '@penstock/config-schema';
import type { Column } from '@penstock/flink-sql';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { TransformSql } from '../../src/transform/transform-sql';

const nullable = true as const;
const text = { kind: 'VARCHAR', length: 2147483647, nullable } as const;

export const orderColumns: Column[] = [
  { name: 'order_id', type: text },
  { name: 'user_id', type: { kind: 'BIGINT', nullable } },
  { name: 'amount', type: { kind: 'DOUBLE', nullable } },
  { name: 'currency', type: text },
  { name: 'created_at', type: { kind: 'TIMESTAMP', precision: 3, nullable } },
];

export const paidColumns: Column[] = [
  { name: 'order_id', type: text },
  { name: 'user_id', type: { kind: 'BIGINT', nullable } },
  { name: 'amount_eur', type: { kind: 'DOUBLE', nullable } },
  { name: 'created_at', type: { kind: 'TIMESTAMP', precision: 3, nullable } },
];

export const paidSql = `SELECT order_id, user_id, amount * 2 AS amount_eur, created_at
FROM {source_table}
WHERE amount > 10`;

/** What the emitter makes of `paidSql`, so that tests of the run do not hang on the front end. */
export const paidTransform: TransformSql = {
  select:
    'SELECT penstock_record, order_id, user_id, amount * 2 AS amount_eur, created_at FROM penstock_source WHERE amount > 10',
  columns: paidColumns,
  filterText: 'amount > 10',
  probes: [],
  failingPart: null,
  dependsOnNow: false,
};

export type Order = {
  order_id: string;
  user_id: number;
  amount: number;
  currency: string;
  created_at: string;
};

/** Of any few in a row, the transformer keeps some and leaves some out. */
export function order(i: number): Order {
  const minute = String(i % 60).padStart(2, '0');
  return {
    order_id: `o-${i}`,
    user_id: i % 997,
    amount: ((i * 137) % 400) / 10,
    currency: i % 3 ? 'EUR' : 'USD',
    created_at: `2026-11-21 10:${minute}:00.123`,
  };
}

/** The orders from one number up to another, without that one. */
export function orders(from: number, to: number): Order[] {
  return Array.from({ length: to - from }, (_, i) => order(from + i));
}

/** The transformer in plain TypeScript: the reference that the table is compared with. */
export function reference(list: readonly Order[]): string[] {
  return list
    .filter((o) => o.amount > 10)
    .map((o) => JSON.stringify([o.order_id, String(o.user_id), o.amount * 2]))
    .sort();
}

export function pipeline(options: {
  topic: string;
  table: string;
  onError?: ResolvedPipeline['onError'];
  intervalMs?: number;
  batchSize?: number | null;
}): ResolvedPipeline {
  return {
    key: 'orders',
    description: null,
    enabled: true,
    kafkaTopic: options.topic,
    connection: 'default',
    groupId: `penstock-${options.topic}`,
    scanMode: 'earliest-offset',
    scanTimestampMs: null,
    format: 'json',
    source: { name: 'orders', columns: orderColumns },
    inputs: [],
    transformer: {
      name: 'paid',
      file: 'transformations/paid.sql',
      language: 'sql',
      sql: paidSql,
      sqlRange: { start: 0, end: paidSql.length },
      sharedWith: [],
    },
    sink: {
      type: 'iceberg',
      namespace: ['penstock'],
      table: options.table,
      path: null,
      columns: paidColumns,
      partitionBy: [],
      properties: {},
    },
    onError: options.onError ?? 'quarantine',
    engine: 'embedded',
    flinkVersion: '2.x',
    timeZone: 'UTC',
    parallelism: 1,
    memoryMb: null,
    checkpointIntervalMs: options.intervalMs ?? 300,
    batchSize: options.batchSize ?? null,
    positions: {
      entry: { start: 0, end: 0 },
      key: { start: 0, end: 0 },
      sourceSchema: null,
      sourceColumns: [],
      sink: null,
      sinkSchema: null,
      sinkColumns: [],
      transformation: null,
      tableName: null,
    },
    valid: true,
    analysis: null,
  };
}

type Sent = { partition: number; value: string | Buffer | null; key?: string };

/** Sends messages one request after the other, so that the order within a partition is the order given. */
export async function produce(brokers: string[], topic: string, messages: readonly Sent[]): Promise<void> {
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  for (let from = 0; from < messages.length; from += 5000) {
    await producer.send({ topic, messages: messages.slice(from, from + 5000) });
  }
  await producer.disconnect();
}

export async function sendOrders(
  brokers: string[],
  topic: string,
  list: readonly Order[],
  partition = 0,
): Promise<void> {
  await produce(
    brokers,
    topic,
    list.map((one) => ({ partition, value: JSON.stringify(one) })),
  );
}
