import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@penstock/local-stack/testing';
import { type Order, order } from './orders';

export type OrderFiles = {
  dir: string;
  /** Appends orders, or lines as they are, to a partition. */
  append(partition: number, messages: readonly (Order | string)[]): void;
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
    append: (partition, messages) => {
      const lines = messages.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
      appendFileSync(path(partition), lines.map((line) => `${line}\n`).join(''));
    },
  };
}
