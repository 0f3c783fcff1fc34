import { type Admin, Kafka, logLevel } from 'kafkajs';
import { waitFor } from './wait-for';

const kafkaOf = (brokers: string[]) => new Kafka({ brokers, logLevel: logLevel.NOTHING });

async function asAdmin<T>(brokers: string[], action: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaOf(brokers).admin();
  await admin.connect();
  try {
    return await action(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Deletes the topic and makes one of the same name: another incarnation, with another id and offsets from 0 on. */
export async function recreateTopic(brokers: string[], topic: string, partitions: number): Promise<void> {
  await asAdmin(brokers, async (admin) => {
    await admin.deleteTopics({ topics: [topic] });
    await waitFor(`the topic ${topic} is gone`, async () => !(await admin.listTopics()).includes(topic), {
      timeoutMs: 60_000,
    });
    const topics = [{ topic, numPartitions: partitions }];
    await admin.createTopics({ topics, waitForLeaders: false });
    await waitFor(
      `the new topic ${topic} has its leaders`,
      async () => (await leadersOf(admin, topic)).filter((leader) => leader >= 0).length === partitions,
      { timeoutMs: 60_000 },
    );
  });
}

/** Throws while the cluster does not know the topic yet, which `waitFor` takes for "not yet". */
async function leadersOf(admin: Admin, topic: string): Promise<number[]> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics.flatMap(({ partitions }) => partitions.map(({ leader }) => leader));
}

/** As retention does: the messages below `offset` are gone. */
export async function deleteRecordsBefore(
  brokers: string[],
  topic: string,
  partition: number,
  offset: number,
): Promise<void> {
  const partitions = [{ partition, offset: String(offset) }];
  await asAdmin(brokers, async (admin) => {
    // kafkajs deletes records only of topics that it has asked about before.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions });
  });
}

export async function addPartitions(brokers: string[], topic: string, count: number): Promise<void> {
  const topicPartitions = [{ topic, count }];
  await asAdmin(brokers, (admin) => admin.createPartitions({ topicPartitions }));
}

/** Where a group without members stands. */
export async function setGroupOffset(
  brokers: string[],
  group: string,
  topic: string,
  offsets: readonly number[],
): Promise<void> {
  const partitions = offsets.map((offset, partition) => ({ partition, offset: String(offset) }));
  await asAdmin(brokers, (admin) => admin.setOffsets({ groupId: group, topic, partitions }));
}

/** A member of the group that reads; resolves when it has joined. */
export async function joinGroup(
  brokers: string[],
  group: string,
  topic: string,
): Promise<{ leave(): Promise<void> }> {
  const consumer = kafkaOf(brokers).consumer({ groupId: group });
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  });
  await consumer.run({ autoCommit: false, eachMessage: async () => {} });
  await joined;
  return { leave: () => consumer.disconnect() };
}
