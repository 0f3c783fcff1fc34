import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { statusBoard } from './status.mjs';

test('the file holds the latest state of every part and nothing half-written lies beside it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'penstock-status-')), 'deep', 'status.json');
  const board = statusBoard(file, { pid: 7 });
  board.set({ name: 'kafka', label: 'Kafka', state: 'fetching', progress: 61 });
  board.set({ name: 'web', label: 'Web app', state: 'ready' });
  board.set({ name: 'kafka', label: 'Kafka', state: 'ready' });
  board.about({ url: 'http://127.0.0.1:4400' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    pid: 7,
    url: 'http://127.0.0.1:4400',
    parts: [
      { name: 'kafka', state: 'ready' },
      { name: 'web', state: 'ready' },
    ],
  });
  expect(readdirSync(dirname(file))).toEqual(['status.json']);
});

test('listeners hear of each change', () => {
  const board = statusBoard(join(mkdtempSync(join(tmpdir(), 'penstock-status-')), 'status.json'));
  const heard: string[] = [];
  board.onChange(({ name, state }) => heard.push(`${name} ${state}`));
  board.set({ name: 'web', label: 'Web app', state: 'starting' });
  board.set({ name: 'web', label: 'Web app', state: 'ready' });
  expect(heard).toEqual(['web starting', 'web ready']);
});
