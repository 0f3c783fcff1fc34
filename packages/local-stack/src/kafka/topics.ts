import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';

const leaderLimitMs = 30_000;

/** A client that stays silent and fails rather than retrying for minutes: its callers do the waiting. */
export function kafkaClient(brokers: string[], clientId = 'penstock-local-stack'): Kafka {
  return new Kafka({
    clientId,
    brokers,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { retries: 1, initialRetryTime: 100 },
  });
}

/** Resolves with 'up' when the broker serves metadata; never when `ended` settles first. */
export async function brokerAnswers(brokers: string[], ended: Promise<unknown>): Promise<'up'> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    const admin = kafkaClient(brokers).admin();
    try {
      await admin.connect();
      const cluster = await admin.describeCluster();
      if (cluster.brokers.length > 0 && cluster.controller !== null) return 'up';
    } catch {
      // not there yet
    } finally {
      await admin.disconnect().catch(() => {});
    }
    await delay(100);
  }
  return new Promise(() => {});
}

export interface TopicSpec {
  topic: string;
  partitions: number;
  config?: Record<string, string>;
}

/**
 * Creates the topics that do not exist yet; existing ones are left as they are. Replication 1: one broker. Returns when
 * each partition has a leader that answers: right after creating, and after a start, that takes a moment.
 */
export async function ensureTopics(brokers: string[], topics: TopicSpec[]): Promise<void> {
  const admin = kafkaClient(brokers).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ topic }) => !existing.has(topic));
    // kafkajs's own waiting gives up when a busy broker does not know the new topic yet; ours below does not.
    if (missing.length > 0)
      await admin.createTopics({ timeout: 15_000, topics: missing.map(creation), waitForLeaders: false });
    for (const { topic } of topics) await leadersAnswer(admin, topic);
  } finally {
    await admin.disconnect();
  }
}

function creation({ topic, partitions, config }: TopicSpec) {
  const configEntries = Object.entries(config ?? {}).map(([name, value]) => ({ name, value }));
  return { topic, numPartitions: partitions, replicationFactor: 1, configEntries };
}

async function leadersAnswer(admin: Admin, topic: string): Promise<void> {
  const end = Date.now() + leaderLimitMs;
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(100);
    }
  }
}
