import { type ExampleTopic, exampleTopics, type MessageSource } from './messages';
import { type MessageSink, type PartitionedMessage, partitionOf } from './sink';

export interface Rates {
  /** messages per second */
  perSecond: Record<ExampleTopic, number>;
}

export const defaultRates: Rates = {
  perSecond: { 'bid-events': 40, 'user-activity': 25, 'order-events': 30 },
};

/** after an outage this much is made up for at most, not everything that would have happened meanwhile */
const mostSecondsBehind = 5;

/**
 * Produces what is due between two calls of `tick`. A tick awaits its sends, so order within a partition is kept.
 * A tick that fails is made up for by the next.
 */
export class ExampleProducer {
  private readonly sequences = new Map<ExampleTopic, number>();
  private readonly lastMs = new Map<ExampleTopic, number>();

  constructor(
    private readonly source: MessageSource,
    private readonly sink: MessageSink,
    private readonly rates: Rates = defaultRates,
  ) {}

  /** Goes on where the topics end. An empty topic first gets `historySeconds` of messages, so that there is something to see. */
  async begin(nowMs: number, historySeconds: number): Promise<void> {
    for (const topic of exampleTopics) {
      const count = await this.sink.count(topic);
      this.sequences.set(topic, count);
      this.lastMs.set(topic, nowMs);
      if (count === 0) await this.produce(topic, nowMs - historySeconds * 1_000, nowMs);
    }
  }

  async tick(nowMs: number): Promise<number> {
    let sent = 0;
    for (const topic of exampleTopics) {
      const last = Math.max(this.lastMs.get(topic) ?? nowMs, nowMs - mostSecondsBehind * 1_000);
      sent += await this.produce(topic, last, nowMs);
    }
    return sent;
  }

  private async produce(topic: ExampleTopic, fromMs: number, toMs: number): Promise<number> {
    const spacing = 1_000 / this.rates.perSecond[topic];
    const due = Math.floor((toMs - fromMs) / spacing + 1e-6); // 1000 / 30 is not exact
    if (due <= 0) return 0;
    const first = this.sequences.get(topic) ?? 0;
    const messages = Array.from({ length: due }, (_, index): PartitionedMessage => {
      const timestampMs = Math.round(fromMs + (index + 1) * spacing);
      const message = this.source.next(topic, timestampMs, first + index);
      return { ...message, timestampMs, partition: partitionOf(message.key, this.sink.partitions) };
    });
    await this.sink.append(topic, messages);
    this.sequences.set(topic, first + due);
    this.lastMs.set(topic, fromMs + due * spacing);
    return due;
  }
}
