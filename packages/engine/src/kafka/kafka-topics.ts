import { setTimeout as delay } from 'node:timers/promises';
import { PenstockError } from '@penstock/common';
import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { createCluster, type KafkaConnection, kafkaError } from './cluster';
import { kafkaErrors } from './error-codes';
import { requestMetadata, type TopicMetadata } from './metadata';

/** Special timestamps of ListOffsets. */
export const LATEST = -1;
export const EARLIEST = -2;

const COORDINATOR_TRIES = 10;
const COORDINATOR_PAUSE_MS = 200;

/** Questions about topics, offsets and groups over one connection. Every method throws PenstockError. */
export class KafkaTopics {
  readonly cluster: Cluster;
  readonly #brokers: readonly string[];
  #connected = false;

  constructor(connection: KafkaConnection) {
    this.cluster = createCluster(connection);
    this.#brokers = connection.brokers;
  }

  async topics(): Promise<TopicMetadata[]> {
    const all = await this.#ask(async () =>
      requestMetadata(await this.cluster.brokerPool.findConnectedBroker(), null),
    );
    return all.filter((topic) => !topic.internal && topic.errorCode === 0);
  }

  /** Metadata of one topic. Throws `not_found` when there is none of that name. */
  async topic(name: string): Promise<TopicMetadata> {
    const [topic] = await this.#ask(async () =>
      requestMetadata(await this.cluster.brokerPool.findConnectedBroker(), [name]),
    );
    if (topic === undefined || topic.errorCode === kafkaErrors.unknownTopicOrPartition) {
      throw new PenstockError(
        'not_found',
        `Kafka has no topic "${name}". Create it, or correct the name in topics.yaml.`,
      );
    }
    if (topic.errorCode === kafkaErrors.topicAuthorizationFailed) {
      throw new PenstockError('forbidden', `Kafka does not let this connection read the topic "${name}".`);
    }
    if (topic.errorCode !== 0 || topic.partitions.some((p) => p.leader < 0)) {
      throw new PenstockError(
        'unavailable',
        `The topic "${name}" has no leader for every partition at the moment.`,
      );
    }
    return topic;
  }

  /**
   * The offset per partition for a ListOffsets timestamp: LATEST (read-committed: the last stable offset), EARLIEST,
   * or milliseconds; null where no message is that new.
   */
  async offsets(topic: TopicMetadata, timestamp: number): Promise<Map<number, bigint | null>> {
    const found = new Map<number, bigint | null>();
    const leaders = new Set(topic.partitions.map((p) => p.leader));
    await this.#ask(async () => {
      for (const nodeId of leaders) {
        const broker = await this.#broker(nodeId);
        const partitions = topic.partitions
          .filter((p) => p.leader === nodeId)
          .map((p) => ({ partition: p.partition, timestamp: String(timestamp) }));
        const answer = await broker.listOffsets({
          isolationLevel: 1,
          topics: [{ topic: topic.name, partitions }],
        });
        for (const p of answer.responses.flatMap((r) => r.partitions)) {
          const offset = BigInt(p.offset);
          found.set(p.partition, offset < 0n ? null : offset);
        }
      }
    });
    return found;
  }

  /** Where a consumer group stands; null per partition without a committed offset. Refused while it has members. */
  async groupOffsets(topic: TopicMetadata, groupId: string): Promise<Map<number, bigint | null>> {
    return await this.#askCoordinator(groupId, async (coordinator) => {
      const { groups } = await coordinator.describeGroups({ groupIds: [groupId] });
      const state = groups[0]?.state ?? 'Dead';
      if (state !== 'Empty' && state !== 'Dead') {
        throw new PenstockError(
          'blocked',
          `The consumer group "${groupId}" still has members (${state}). Stop them first, so that its position does not move.`,
          { details: { reason: 'group_has_members' } },
        );
      }
      const partitions = topic.partitions.map((p) => ({ partition: p.partition }));
      const answer = await coordinator.offsetFetch({ groupId, topics: [{ topic: topic.name, partitions }] });
      const offsets = answer.responses.flatMap((r) => r.partitions);
      return new Map(offsets.map((p) => [p.partition, BigInt(p.offset) < 0n ? null : BigInt(p.offset)]));
    });
  }

  /** Publishes a position for lag tools; the pipeline itself never reads it. */
  async publishGroupOffsets(
    topic: string,
    groupId: string,
    offsets: ReadonlyMap<number, bigint>,
  ): Promise<void> {
    await this.#askCoordinator(groupId, async (coordinator) => {
      const partitions = [...offsets].map(([partition, offset]) => ({ partition, offset: String(offset) }));
      await coordinator.offsetCommit({
        groupId,
        groupGenerationId: -1,
        memberId: '',
        topics: [{ topic, partitions }],
      });
    });
  }

  /** The broker that leads a partition, connected. */
  async broker(nodeId: number) {
    return await this.#ask(() => this.#broker(nodeId));
  }

  async close(): Promise<void> {
    await this.cluster.disconnect().catch(() => {});
  }

  /** Wraps errors; the next call connects anew after one that lost the connection. */
  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      if (!this.#connected) {
        await this.cluster.connect();
        await this.cluster.refreshMetadata();
        this.#connected = true;
      }
      return await question();
    } catch (error) {
      if (!(error instanceof PenstockError)) this.#connected = false;
      throw kafkaError(error, this.#brokers);
    }
  }

  /** A cluster that never had a group makes its coordinator on the first question, which takes it a while. */
  async #askCoordinator<T>(groupId: string, question: (coordinator: Broker) => Promise<T>): Promise<T> {
    return await this.#ask(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await question(await this.cluster.findGroupCoordinator({ groupId }));
        } catch (error) {
          if (error instanceof PenstockError || attempt === COORDINATOR_TRIES) throw error;
          await delay(COORDINATOR_PAUSE_MS);
        }
      }
    });
  }

  async #broker(nodeId: number) {
    try {
      return await this.cluster.findBroker({ nodeId });
    } catch {
      await this.cluster.refreshMetadata();
      return await this.cluster.findBroker({ nodeId });
    }
  }
}
