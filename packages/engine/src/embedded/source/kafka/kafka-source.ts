import { isPenstockError, PenstockError } from '@penstock/common';
import { type KafkaConnection, kafkaError } from '../../../kafka/cluster';
import { kafkaErrors, staleMetadata } from '../../../kafka/error-codes';
import { type FetchAnswer, type FetchedPartition, requestFetch } from '../../../kafka/fetch';
import { EARLIEST, KafkaTopics } from '../../../kafka/kafka-topics';
import type { TopicMetadata } from '../../../kafka/metadata';
import { decodeBatches } from '../../../kafka/record-batch';
import type { RecordBlock } from '../../../records/record-block';
import type { PartitionPosition, StartPosition } from '../../../types';
import type { FetchBudget, Fetched, FetchResult, Positions, Source, SourceTopic } from '../source';
import { resolveStart } from './start-offsets';

/** Broker's answer per partition at most; a larger single batch still comes whole (KIP-74). */
const PARTITION_BYTES = 8 << 20;

/** Kafka by raw Fetch requests on assigned partitions. Leaders are looked up anew when a broker says they moved. */
export class KafkaSource implements Source {
  readonly #topics: KafkaTopics;
  readonly #connection: KafkaConnection;
  readonly #topic: string;
  readonly #groupId: string | null;
  #metadata: TopicMetadata | null = null;

  constructor(connection: KafkaConnection, topic: string, groupId: string | null) {
    this.#connection = connection;
    this.#topic = topic;
    this.#groupId = groupId;
    this.#topics = new KafkaTopics(connection);
  }

  async describe(): Promise<SourceTopic> {
    const topic = await this.#refresh();
    return {
      topic: this.#topic,
      topicId: topic.topicId,
      partitions: topic.partitions.map((p) => p.partition).sort((a, b) => a - b),
      kind: 'kafka',
    };
  }

  async resolveStart(start: StartPosition): Promise<PartitionPosition[]> {
    const topic = await this.#refresh();
    const offsets = await resolveStart(this.#topics, topic, start);
    return [...offsets].map(([partition, offset]) => ({
      topicId: topic.topicId,
      partition,
      offset: String(offset),
    }));
  }

  async beginning(partition: number): Promise<bigint> {
    const offsets = await this.#topics.offsets(await this.#refresh(), EARLIEST);
    return offsets.get(partition) ?? 0n;
  }

  async fetch(positions: Positions, budget: FetchBudget): Promise<Fetched> {
    const topic = this.#metadata ?? (await this.#refresh());
    this.#requireSameTopic(topic, positions);
    try {
      const answers = await Promise.all(this.#requests(topic, positions, budget));
      return { appendTo: (block) => this.#append(answers, positions, block) };
    } catch (error) {
      this.#metadata = null;
      throw kafkaError(error, this.#connection.brokers);
    }
  }

  async publish(positions: Positions): Promise<void> {
    if (this.#groupId !== null)
      await this.#topics.publishGroupOffsets(this.#topic, this.#groupId, positions.next);
  }

  async close(): Promise<void> {
    await this.#topics.close();
  }

  async #refresh(): Promise<TopicMetadata> {
    this.#metadata = await this.#topics.topic(this.#topic);
    return this.#metadata;
  }

  #requests(topic: TopicMetadata, positions: Positions, budget: FetchBudget): Promise<FetchAnswer>[] {
    const byLeader = new Map<number, { partition: number; offset: bigint }[]>();
    for (const { partition, leader } of topic.partitions) {
      const offset = positions.next.get(partition);
      if (offset === undefined) continue;
      const list = byLeader.get(leader) ?? [];
      list.push({ partition, offset });
      byLeader.set(leader, list);
    }
    return [...byLeader].map(async ([leader, partitions]) =>
      requestFetch(await this.#topics.broker(leader), positions.topicId, rotated(partitions), {
        maxWaitMs: budget.maxWaitMs,
        minBytes: 1,
        maxBytes: budget.maxBytes,
        maxPartitionBytes: PARTITION_BYTES,
      }),
    );
  }

  #append(answers: readonly FetchAnswer[], positions: Positions, block: RecordBlock): FetchResult {
    const result: FetchResult = { moved: new Map(), ends: new Map(), hindered: null };
    for (const { raw, partitions } of answers) {
      for (const fetched of partitions) {
        const from = positions.next.get(fetched.partition);
        if (from === undefined) continue;
        if (fetched.errorCode !== 0) {
          result.hindered = this.#partitionError(fetched, from);
          continue;
        }
        result.ends.set(fetched.partition, fetched.lastStableOffset);
        const next = this.#decode(raw, fetched, { topicId: positions.topicId, from }, block);
        if (next !== from) result.moved.set(fetched.partition, next);
      }
    }
    return result;
  }

  #decode(
    raw: Buffer,
    fetched: FetchedPartition,
    { topicId, from }: { topicId: string; from: bigint },
    block: RecordBlock,
  ): bigint {
    const first = block.count;
    const { partition } = fetched;
    try {
      const next = decodeBatches(raw, fetched.records, from, fetched.aborted, block);
      block.closeSegment({ topicId, topic: this.#topic, partition }, first);
      return next;
    } catch (error) {
      if (isPenstockError(error)) throw error;
      throw new PenstockError(
        'blocked',
        `The records of ${this.#topic}, partition ${partition} from offset ${from} on cannot be decoded: the batch is damaged. Check the broker's log, or choose a new start position behind it.`,
        { cause: error, details: { reason: 'corrupt_batch', partition, offset: String(from) } },
      );
    }
  }

  /** The reason when asking again soon may help; throws when it does not. */
  #partitionError(fetched: FetchedPartition, from: bigint): string {
    const place = `${this.#topic}, partition ${fetched.partition}`;
    if (fetched.errorCode === kafkaErrors.offsetOutOfRange) {
      throw new PenstockError(
        'blocked',
        `The position ${from} of ${place} is no longer in Kafka (retention, or the partition was truncated). Messages may be missing: choose a new start position.`,
        { details: { reason: 'offset_out_of_range', partition: fetched.partition, offset: String(from) } },
      );
    }
    if (staleMetadata.has(fetched.errorCode)) {
      this.#metadata = null;
      return `The leader of ${place} is moving.`;
    }
    throw new PenstockError('unavailable', `Kafka answers with error ${fetched.errorCode} for ${place}.`);
  }

  #requireSameTopic(topic: TopicMetadata, positions: Positions): void {
    if (topic.topicId === positions.topicId) return;
    throw new PenstockError(
      'blocked',
      `The topic "${this.#topic}" was deleted and created again (its id changed). Its offsets mean other messages now: choose a new start position.`,
      { details: { reason: 'topic_recreated', topicId: topic.topicId } },
    );
  }
}

let turn = 0;
/** Brokers fill an answer in the order asked; turning the order keeps one busy partition from starving the others. */
function rotated<T>(items: readonly T[]): T[] {
  turn = (turn + 1) % Math.max(1, items.length);
  return [...items.slice(turn), ...items.slice(0, turn)];
}
