import { randomBytes } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import { ensureTopics } from '../kafka/topics';
import { testStack } from './stack-info';

/** The real broker of this test run, or why there is none (then skip with that reason: `context.skip(reason)`). */
export function testKafka(): { brokers: string[] } | { skip: string } {
  return testStack().kafka;
}

/** Creates a topic with a name of its own and returns the name. */
export async function createTopic(
  options: { prefix?: string; partitions?: number; config?: Record<string, string> } = {},
): Promise<string> {
  const kafka = testKafka();
  if ('skip' in kafka) throw new PenstockError('unavailable', kafka.skip);
  const topic = `${options.prefix ?? 'test'}-${randomBytes(5).toString('hex')}`;
  await ensureTopics(kafka.brokers, [{ topic, partitions: options.partitions ?? 1, config: options.config }]);
  return topic;
}
