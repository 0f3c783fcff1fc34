import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { judge } from './judge';
import { Ledger } from './ledger';
import { type Message, type MessageKind, messages } from './messages';
import { seededRandom } from './random';

export type LoadOptions = {
  brokers: string[];
  topic: string;
  partitions: number;
  /** Begins every order id, so that rows tell whose they are. */
  prefix: string;
  kind: MessageKind;
  seed: number;
  /** About so many messages a second, and after `most` a trickle. */
  perSecond: number;
  most: number;
};

const everyMs = 40;
const trickle = 4;

/**
 * Sends messages and remembers what the broker acknowledged. The producer is idempotent and tries for as long as it
 * takes, so that a broker that is killed neither loses nor doubles a message before it is the pipeline's.
 */
export class Load {
  readonly ledger: Ledger;
  readonly #producer: Producer;
  readonly #options: LoadOptions;
  readonly #next: () => Message;
  readonly #random: () => number;
  #partition = 0;
  #going = false;
  #closed = false;
  #background: Promise<void> = Promise.resolve();

  private constructor(options: LoadOptions, producer: Producer) {
    this.#options = options;
    this.#producer = producer;
    this.ledger = new Ledger(options.partitions);
    this.#next = messages(options.kind, options.prefix, options.seed);
    this.#random = seededRandom(options.seed + 1);
  }

  static async open(options: LoadOptions): Promise<Load> {
    const kafka = new Kafka({
      brokers: options.brokers,
      logLevel: logLevel.NOTHING,
      connectionTimeout: 2_000,
    });
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: 5, initialRetryTime: 50, maxRetryTime: 500 },
    });
    await producer.connect();
    return new Load(options, producer);
  }

  /** Sends the next `count` messages to one partition and waits for the acknowledgement. */
  send(count: number): Promise<void> {
    return this.sendValues(Array.from({ length: count }, this.#next).map(({ value }) => value));
  }

  /** Sends `count` records without a value. */
  sendEmpty(count: number): Promise<void> {
    return this.sendValues(Array.from({ length: count }, () => null));
  }

  /** As `send`, for messages of the caller's own. Not while the background sends. */
  async sendValues(values: readonly (Buffer | null)[]): Promise<void> {
    const partition = this.#partition++ % this.#options.partitions;
    const base = await this.#acknowledged(values.map((value) => ({ value, partition })));
    if (base === null) return;
    const head = this.ledger.heads().get(partition);
    if (base !== head) throw new Error(`the load itself is wrong: offset ${base} came after ${head}`);
    this.ledger.append(
      partition,
      values.map((value) => judge(value)),
    );
  }

  /** The same records with the same sequence numbers until the broker has them: it knows a repeat. Null when closed. */
  async #acknowledged(messages: { value: Buffer | null; partition: number }[]): Promise<bigint | null> {
    while (!this.#closed) {
      try {
        const [answer] = await this.#producer.send({ topic: this.#options.topic, acks: -1, messages });
        return BigInt(answer?.baseOffset ?? '-1');
      } catch {
        await delay(100);
      }
    }
    return null;
  }

  /** Sends in the background until `stop`. */
  start(): void {
    this.#going = true;
    this.#background = this.#goOn();
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#background;
  }

  async close(): Promise<void> {
    this.#going = false;
    this.#closed = true;
    await this.#background;
    await this.#producer.disconnect().catch(() => {});
  }

  async #goOn(): Promise<void> {
    while (this.#going) {
      const { most, perSecond } = this.#options;
      const usual = Math.ceil((perSecond * everyMs) / 1000);
      const count = this.ledger.records >= most ? trickle : 1 + Math.floor(this.#random() * 2 * usual);
      await this.send(count);
      await delay(everyMs);
    }
  }
}
