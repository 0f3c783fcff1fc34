import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepBounded, logProblems, logTail, openLog } from './log-file';

test('a log is cut while a child writes to it, and what follows lands at its beginning', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'penstock-log-')), 'server.log');
  writeFileSync(path, 'old '.repeat(1_000));
  const log = openLog(path);
  const child = spawn('sh', ['-c', 'read _; echo new'], { stdio: ['pipe', log.fd, log.fd] });
  log.close();
  keepBounded(path, 100);
  expect(statSync(path).size).toBe(0);
  child.stdin?.end('\n');
  await once(child, 'exit');
  expect(readFileSync(path, 'utf8')).toBe('new\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toMatch(/^old old/);
});

test('the tail of a log that is not there is empty', () => {
  expect(logTail('/nowhere/at/all.log')).toBe('');
});

test('what went wrong is found in a log that ends with good-byes', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'penstock-log-')), 'broker.log');
  writeFileSync(path, '1 INFO up\n2 ERROR port 9 is taken\n3 INFO closing\n4 INFO bye\n');
  expect(logProblems(path, / ERROR /)).toBe('2 ERROR port 9 is taken');
  expect(logProblems(path, / FATAL /)).toBe('');
});
