import { ensureTopics, kafkaClient } from '../../packages/local-stack/src/kafka/topics';
import type { Fault } from '../run/fault';
import { partitions } from '../run/pipeline';
import { within } from '../run/within';

export const topicRecreated: Fault = {
  name: 'topic-recreated',
  promise:
    'a topic that was deleted and made again blocks with the reason; none of its messages is taken for others',
  ending: { blocked: 'blocked:topic_recreated' },
  async strike({ installation: { services }, pipeline, draws }) {
    const count = draws.int('messages of the new topic', 1, 400);
    await pipeline.load.stop();
    const admin = kafkaClient(services.brokers).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [pipeline.topic] });
    await admin.disconnect();
    await ensureTopics(services.brokers, [{ topic: pipeline.topic, partitions }]);
    await sendOthers(services.brokers, pipeline.topic, count);
  },
};

async function sendOthers(brokers: string[], topic: string, count: number): Promise<void> {
  const producer = kafkaClient(brokers).producer();
  await producer.connect();
  const value = JSON.stringify({
    order_id: 'a-other',
    user_id: 1,
    amount: 1,
    status: 'paid',
    timestamp_ms: 1,
  });
  const messages = Array.from({ length: count }, () => ({ value }));
  await within(
    'the new topic takes messages',
    async () => (await producer.send({ topic, messages })).length > 0,
  );
  await producer.disconnect();
}
