import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { appendFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PenstockError } from '@penstock/common';
import type { MessageSink } from './sink';

const partitions = 3;

/**
 * Message files instead of Kafka: `<dir>/<topic>/<partition>.jsonl`, one message value per line as it is (also broken
 * ones, which never hold a line break). The offset of a message is its line number from 0.
 *
 * @param limitBytes per topic; files are never cut, because that would change offsets
 */
export function fileSink(dir: string, limitBytes = 256 * 1024 * 1024): MessageSink {
  const file = (topic: string, partition: number) => join(dir, topic, `${partition}.jsonl`);
  return {
    partitions,
    async count(topic) {
      let lines = 0;
      for (let partition = 0; partition < partitions; partition += 1)
        lines += await countLines(file(topic, partition));
      return lines;
    },
    async append(topic, messages) {
      mkdirSync(join(dir, topic), { recursive: true });
      if ((await sizeOf(join(dir, topic))) > limitBytes) {
        throw new PenstockError(
          'too_large',
          `The message files of ${topic} are full (${limitBytes >> 20} MB). Delete ${dir} to begin anew.`,
        );
      }
      for (let partition = 0; partition < partitions; partition += 1) {
        const lines = messages
          .filter((message) => message.partition === partition)
          .map(({ value }) => `${value}\n`);
        await appendFile(file(topic, partition), lines.join('')); // also empty: the partition exists from the start
      }
    },
    close: async () => {},
  };
}

async function sizeOf(dir: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function countLines(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  let lines = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}
