import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identityOf } from '../before-install/process-identity.mjs';
import { waitFor } from '../testing/wait-for';
import { startChild } from './child';
import { ProcessRecords, stopRecordedOrphans } from './process-records';

function specOf(script: string) {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-child-'));
  const file = join(dir, 'processes.json');
  return {
    file,
    spec: {
      name: 'runner',
      command: process.execPath,
      args: ['-e', script],
      env: process.env,
      cwd: dir,
      logFile: join(dir, 'runner.log'),
      records: new ProcessRecords(file),
    },
  };
}

const hasGrandchild = `
  const { spawn } = require('node:child_process');
  const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  console.log(grandchild.pid);
  setInterval(() => {}, 1e6);`;

async function grandchildOf(logFile: string): Promise<number> {
  const { readFileSync } = await import('node:fs');
  return waitFor('the pid in the log', () => Number(readFileSync(logFile, 'utf8').trim()) || false);
}

test('stopping a child ends what it started as well', async () => {
  const { spec } = specOf(hasGrandchild);
  const child = await startChild(spec);
  const grandchild = await grandchildOf(spec.logFile);
  await child.stop();
  await waitFor('the grandchild to end', () => identityOf(grandchild) === undefined);
  expect(identityOf(child.pid)).toBeUndefined();
});

test('a recorded child of a launcher that is gone is stopped with its group', async () => {
  const { spec, file } = specOf(hasGrandchild);
  const child = await startChild(spec);
  const grandchild = await grandchildOf(spec.logFile);
  expect(await stopRecordedOrphans(file, ['web', 'runner'])).toEqual(['runner']);
  await waitFor(
    'both to end',
    () => identityOf(child.pid) === undefined && identityOf(grandchild) === undefined,
  );
});

test('a process that merely has a recorded id is left alone', async () => {
  const { spec, file } = specOf('setInterval(() => {}, 1e6)');
  const child = await startChild(spec);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(file, JSON.stringify([{ name: 'runner', pid: child.pid, identity: 'another boot/5' }]));
  expect(await stopRecordedOrphans(file, [])).toEqual([]);
  expect(identityOf(child.pid)).toBeDefined();
  await child.stop();
});

test('a child that ends while starting fails with the end of its log', async () => {
  const { spec } = specOf('console.error("port 1 is taken"); process.exit(3)');
  await expect(startChild({ ...spec, ready: async () => false })).rejects.toThrow(
    /ended with code 3 while starting.*port 1 is taken/s,
  );
});
