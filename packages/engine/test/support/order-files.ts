import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@penstock/local-stack/testing';
import { order } from './orders';

export type OrderFiles = {
  dir: string;
  /** Appends raw lines to a partition. */
  append(partition: number, lines: readonly string[]): void;
};

/** Message files of the topic `orders`, with numbered orders in turn over its partitions. */
export function orderFiles(count: number, partitions = 1): OrderFiles {
  const dir = tempDir('files');
  mkdirSync(join(dir, 'orders'));
  const path = (partition: number) => join(dir, 'orders', `${partition}.jsonl`);
  for (let p = 0; p < partitions; p++) {
    const own = Array.from({ length: count }, (_, i) => i).filter((i) => i % partitions === p);
    writeFileSync(path(p), own.map((i) => `${JSON.stringify(order(i))}\n`).join(''));
  }
  return {
    dir,
    append: (partition, lines) => appendFileSync(path(partition), lines.map((line) => `${line}\n`).join('')),
  };
}
