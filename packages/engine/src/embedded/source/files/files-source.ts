import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isPenstockError, PenstockError } from '@penstock/common';
import type { PartitionPosition, StartPosition } from '../../../types';
import type { FetchBudget, Fetched, FetchResult, Positions, Source, SourceTopic } from '../source';
import { appendLines, LineFile, type Lines } from './line-file';
import { topicIdOf } from './topic-id';

/** Message files `<dir>/<topic>/<partition>.jsonl`, tailed as they grow. One value per line. */
export class FilesSource implements Source {
  readonly #topic: string;
  readonly #folder: string;
  readonly #files = new Map<number, LineFile>();

  constructor(dir: string, topic: string) {
    if (topic === '' || topic.startsWith('.') || /[/\\\0]/.test(topic)) {
      throw new PenstockError('bad_input', `"${topic}" cannot name a folder of message files.`);
    }
    this.#topic = topic;
    this.#folder = join(dir, topic);
  }

  async describe(): Promise<SourceTopic> {
    const partitions = await this.#partitions();
    const topicId = await topicIdOf(this.#folder, this.#topic);
    return { topic: this.#topic, topicId, partitions, kind: 'files' };
  }

  async resolveStart(start: StartPosition): Promise<PartitionPosition[]> {
    const { topicId, partitions } = await this.describe();
    if (start.kind === 'group')
      throw new PenstockError(
        'blocked',
        'Message files have no consumer groups. Choose another start position.',
        { details: { reason: 'no_group_position' } },
      );
    return await Promise.all(
      partitions.map(async (partition) => ({
        topicId,
        partition,
        // A file knows no time per line; "from a time" can only mean everything.
        offset: start.kind === 'latest' ? String(await this.#file(partition).count()) : '0',
      })),
    );
  }

  async beginning(): Promise<bigint> {
    return 0n;
  }

  async fetch(positions: Positions, budget: FetchBudget): Promise<Fetched> {
    const { topicId } = await this.describe();
    if (topicId !== positions.topicId) {
      throw new PenstockError(
        'blocked',
        `The folder of "${this.#topic}" was deleted and made again. Choose a new start position.`,
        {
          details: { reason: 'topic_recreated' },
        },
      );
    }
    const read: { partition: number; from: bigint; lines: Lines }[] = [];
    for (const [partition, from] of positions.next) {
      const lines = await this.#file(partition).read(from, budget.maxBytes);
      if (lines.first < from) throw outOfRange(this.#topic, partition, from);
      read.push({ partition, from, lines });
    }
    if (read.every(({ lines }) => lines.ends.length === 0)) await delay(budget.maxWaitMs);
    return {
      appendTo: (block) => {
        const result: FetchResult = { moved: new Map(), ends: new Map(), hindered: null };
        for (const { partition, from, lines } of read) {
          const first = block.count;
          const next = appendLines(lines, block);
          block.closeSegment({ topicId, topic: this.#topic, partition }, first);
          if (next !== from) result.moved.set(partition, next);
          result.ends.set(partition, next);
        }
        return result;
      },
    };
  }

  async publish(): Promise<void> {}

  async close(): Promise<void> {}

  #file(partition: number): LineFile {
    const file = this.#files.get(partition) ?? new LineFile(join(this.#folder, `${partition}.jsonl`));
    this.#files.set(partition, file);
    return file;
  }

  async #partitions(): Promise<number[]> {
    try {
      await stat(this.#folder);
      const names = await readdir(this.#folder);
      const found = names.flatMap((name) => /^(\d{1,6})\.jsonl$/.exec(name)?.[1] ?? []).map(Number);
      if (found.length > 0) return found.sort((a, b) => a - b);
    } catch (error) {
      if (isPenstockError(error)) throw error;
    }
    throw new PenstockError(
      'not_found',
      `There are no message files for "${this.#topic}" (${this.#topic}/<partition>.jsonl).`,
    );
  }
}

function outOfRange(topic: string, partition: number, from: bigint): PenstockError {
  return new PenstockError(
    'blocked',
    `The file of ${topic}, partition ${partition} has fewer than ${from} lines; it was cut. Choose a new start position.`,
    {
      details: { reason: 'offset_out_of_range' },
    },
  );
}
