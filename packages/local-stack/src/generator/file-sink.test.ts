import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileSink } from './file-sink';

const message = (value: string, partition: number) => ({ key: '1', value, partition, timestampMs: 0 });

test('each message is a line of its partition and the line number is its offset', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-files-'));
  const sink = fileSink(dir);
  await sink.append('order-events', [message('{"a":1}', 2), message('{"cut', 0), message('{"a":2}', 2)]);
  await sink.append('order-events', [message('{"a":3}', 2)]);
  expect(readFileSync(join(dir, 'order-events', '2.jsonl'), 'utf8')).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
  expect(readdirSync(join(dir, 'order-events')).sort()).toEqual(['0.jsonl', '1.jsonl', '2.jsonl']);
  expect(await fileSink(dir).count('order-events')).toBe(4);
  expect(await fileSink(dir).count('bid-events')).toBe(0);
});

test('the files do not grow without end, and are never cut', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-files-'));
  const sink = fileSink(dir, 10);
  await sink.append('bid-events', [message('0123456789', 0)]);
  await expect(sink.append('bid-events', [message('x', 0)])).rejects.toThrow(/are full/);
  expect(await sink.count('bid-events')).toBe(1);
});
