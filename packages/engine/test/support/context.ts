import { createTopic, extensionPaths, testKafka } from '@penstock/local-stack/testing';
import type { TestContext } from 'vitest';
import { type Order, order, produce } from './orders';

/** The brokers, or the test is skipped with the reason why there are none. */
export function requireParts(context: TestContext): string[] {
  const kafka = testKafka();
  const extensions = extensionPaths();
  if ('skip' in kafka) return context.skip(kafka.skip);
  if ('skip' in extensions) return context.skip(extensions.skip);
  return kafka.brokers;
}

/** For tests that read message files: DuckDB's extensions are all they need. */
export function requireExtensions(context: TestContext): void {
  const extensions = extensionPaths();
  if ('skip' in extensions) context.skip(extensions.skip);
}

/** A topic with numbered orders over its partitions. */
export async function topicWithOrders(
  brokers: string[],
  count: number,
  partitions = 2,
): Promise<{ topic: string; orders: Order[] }> {
  const topic = await createTopic({ partitions });
  const orders = Array.from({ length: count }, (_, i) => order(i));
  await produce(
    brokers,
    topic,
    orders.map((o, i) => ({ partition: i % partitions, value: JSON.stringify(o) })),
  );
  return { topic, orders };
}
