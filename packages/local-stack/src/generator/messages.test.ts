import { expect, test } from 'vitest';
import { exampleTopics, messageSource } from './messages';
import { ExampleProducer } from './producer';
import type { MessageSink, PartitionedMessage } from './sink';

const now = 1_795_000_000_000;

function values(topic: (typeof exampleTopics)[number], count: number, seed = 7): string[] {
  const source = messageSource(seed);
  return Array.from({ length: count }, (_, index) => source.next(topic, now + index, index).value);
}

function parsed(lines: string[]): Record<string, unknown>[] {
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

const columns = {
  'bid-events': ['auction_id', 'user_id', 'price', 'channel', 'timestamp_ms'],
  'user-activity': ['user_id', 'activity_type', 'page_url', 'session_id', 'device', 'timestamp_ms'],
  'order-events': ['order_id', 'user_id', 'amount', 'status', 'timestamp_ms'],
};

test.each(exampleTopics)('the fields of %s are those of the example project', (topic) => {
  for (const message of parsed(values(topic, 500))) expect(Object.keys(message)).toEqual(columns[topic]);
});

test.each(exampleTopics)('equal seeds give equal messages of %s, other seeds other ones', (topic) => {
  expect(values(topic, 300)).toEqual(values(topic, 300));
  expect(values(topic, 300, 8)).not.toEqual(values(topic, 300));
});

test('some orders have no or a negative amount, and a few messages cannot be read', () => {
  const lines = values('order-events', 4_000);
  const orders = parsed(lines);
  expect(orders.some(({ amount }) => typeof amount === 'number' && amount < 0)).toBe(true);
  expect(orders.some(({ amount }) => amount === 0)).toBe(true);
  expect(orders.some(({ amount }) => amount === 'abc')).toBe(true);
  const cutShort = lines.length - orders.length;
  expect(cutShort).toBeGreaterThan(0);
  expect(cutShort).toBeLessThan(lines.length / 50);
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
});

function memorySink(counts = 0): MessageSink & { sent: PartitionedMessage[]; fail: boolean } {
  const sent: PartitionedMessage[] = [];
  const sink = {
    sent,
    fail: false,
    partitions: 3,
    count: async () => counts,
    close: async () => {},
    append: async (topic: string, messages: PartitionedMessage[]) => {
      if (sink.fail) throw new Error('broker gone');
      if (topic === 'order-events') sent.push(...messages);
    },
  };
  return sink;
}

test('the numbers of orders go on where the topic ends', async () => {
  const sink = memorySink(50);
  const producer = new ExampleProducer(messageSource(1), sink);
  await producer.begin(now, 60);
  await producer.tick(now + 1_000);
  expect(sink.sent).toHaveLength(30);
  expect(parsed(sink.sent.map(({ value }) => value)).map(({ order_id }) => order_id)).toContain('o-100050');
});

test('what could not be sent is made up for, but not a whole outage', async () => {
  const sink = memorySink(1);
  const producer = new ExampleProducer(messageSource(1), sink);
  await producer.begin(now, 60);
  sink.fail = true;
  await expect(producer.tick(now + 2_000)).rejects.toThrow('broker gone');
  sink.fail = false;
  await producer.tick(now + 3_000);
  expect(sink.sent).toHaveLength(90);
  await producer.tick(now + 3_600_000);
  expect(sink.sent).toHaveLength(90 + 150);
});

test('a user keeps to one partition', async () => {
  const sink = memorySink();
  await new ExampleProducer(messageSource(1), sink).begin(now, 60);
  const partitions = new Map<string, number>();
  for (const { key, partition } of sink.sent) {
    expect(partitions.get(key) ?? partition).toBe(partition);
    partitions.set(key, partition);
  }
  expect(new Set(partitions.values())).toEqual(new Set([0, 1, 2]));
});
