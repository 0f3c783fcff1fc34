import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { bundle } from '../../../../scripts/lib/bundle.mjs';
import { openSplash } from '../../../../scripts/lib/splash.mjs';
import { identityOf } from '../before-install/process-identity.mjs';
import { type StatusSnapshot, statusBoard } from '../before-install/status.mjs';
import { kafkaClient } from '../kafka/topics';
import { freePort } from '../net/ports';
import { clearOrphan } from '../postgres/orphan';
import { stopRecordedOrphans } from '../supervisor/process-records';
import { guardProcess, tempDir, testKafka, waitFor } from '../testing';
import { makeFakeRoot } from './fake-root';
import { launch } from './main';

const bundledLauncher = 'packages/local-stack/dist/launcher.mjs';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function prepareRoot(): Promise<{ root: string; data: string }> {
  const root = makeFakeRoot(tempDir('root'));
  const output = join(root, 'packages/local-stack/dist/generator.mjs');
  await bundle([{ entry: 'packages/local-stack/src/generator/main.ts', output }]);
  const data = join(root, 'data');
  mkdirSync(data);
  return { root, data };
}

async function start(root: string, data: string) {
  const said: string[] = [];
  const status = statusBoard(join(data, 'status.json'));
  const splash = await openSplash(await freePort(), () => status.snapshot());
  const running = launch({ root, data, port: splash.port, status, splash, say: (line) => said.push(line) });
  stops.push(async () => {
    await running.stop();
    splash.close();
  });
  await running.ready;
  for (const { pid } of recorded(data)) guardProcess(pid);
  return { ...running, said, url: `http://127.0.0.1:${splash.port}`, data };
}

function statusOf(data: string): Record<string, string> {
  const { parts } = JSON.parse(readFileSync(join(data, 'status.json'), 'utf8')) as StatusSnapshot;
  return Object.fromEntries(parts.map((part) => [part.name, part.state]));
}

function recorded(data: string): { name: string; pid: number }[] {
  return JSON.parse(readFileSync(join(data, 'run', 'processes.json'), 'utf8'));
}

const pidOf = (data: string, name: string) => recorded(data).find((entry) => entry.name === name)?.pid ?? 0;

test('everything comes up, a killed part comes back, and all of it stops in order', async (context) => {
  const kafka = testKafka();
  if ('skip' in kafka) return context.skip(kafka.skip);
  const { root, data } = await prepareRoot();
  const running = await start(root, data);
  expect(await (await fetch(running.url)).text()).toBe('the app');

  await waitFor('the generator', () => statusOf(data).generator === 'ready', { timeoutMs: 90_000 });
  expect(statusOf(data)).toMatchObject({
    postgres: 'ready',
    kafka: 'ready',
    server: 'ready',
    runner: 'ready',
    web: 'ready',
  });
  const serverPort = JSON.parse(await (await fetch(serverUrl(data, root))).text());
  const { brokers } = JSON.parse(serverPort.PENSTOCK_KAFKA);
  const admin = kafkaClient(brokers).admin();
  await admin.connect();
  await waitFor('messages in order-events', async () => {
    const offsets = await admin.fetchTopicOffsets('order-events');
    return offsets.length === 3 && offsets.every(({ high }) => BigInt(high) > 100n);
  });
  await admin.disconnect();

  const before = pidOf(data, 'runner');
  process.kill(before, 'SIGKILL');
  await waitFor(
    'another runner',
    () => pidOf(data, 'runner') !== before && statusOf(data).runner === 'ready',
  );
  const web = pidOf(data, 'web');
  process.kill(web, 'SIGKILL');
  await waitFor(
    'another web app',
    async () => pidOf(data, 'web') !== web && (await (await fetch(running.url)).text()) === 'the app',
  );

  const pids = recorded(data).map(({ pid }) => pid);
  const postmaster = Number(
    readFileSync(join(data, 'postgres/pgdata/postmaster.pid'), 'utf8').split('\n')[0],
  );
  await running.stop();
  expect([...pids, postmaster].map(identityOf)).toEqual([...pids, postmaster].map(() => undefined));
  const order = readFileSync(join(data, 'order'), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('stopped'));
  expect(order).toEqual(['web stopped', 'runner stopped', 'server stopped']);
});

function serverUrl(data: string, root: string): string {
  const env = readFileSync(`/proc/${pidOf(data, 'server')}/environ`, 'utf8').split('\0');
  expect(env).toContain(`PENSTOCK_EXAMPLE_DIR=${root}/examples/shop-streams`);
  return (env.find((line) => line.startsWith('PENSTOCK_SERVER_URL=')) ?? '').slice(
    'PENSTOCK_SERVER_URL='.length,
  );
}

test('after the launcher was killed, the next start stops what it left behind and works', async () => {
  const { root, data } = await prepareRoot();
  const launcher = join(root, bundledLauncher);
  await bundle([{ entry: 'packages/local-stack/src/launcher/main.ts', output: launcher }]);
  const script = join(root, 'killed.mjs');
  writeFileSync(script, killedLauncher(root, data));
  const env = { ...process.env, KAFKA_BROKERS: '127.0.0.1:1', PENSTOCK_GENERATOR: 'off' };
  const first = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  stops.push(async () => {
    first.kill('SIGKILL');
    await stopRecordedOrphans(join(data, 'run', 'processes.json'), []);
    await clearOrphan(join(data, 'postgres', 'pgdata'));
  });
  await new Promise<void>((resolve) =>
    first.stdout.on('data', (chunk) => String(chunk).includes('up') && resolve()),
  );
  const left = ['server', 'runner'].map((name) => pidOf(data, name));
  const postmaster = Number(
    readFileSync(join(data, 'postgres/pgdata/postmaster.pid'), 'utf8').split('\n')[0],
  );
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  expect(left.map(identityOf)).not.toContain(undefined); // they did live on
  expect(identityOf(postmaster)).toBeDefined();

  process.env.KAFKA_BROKERS = '127.0.0.1:1';
  const second = await start(root, data).finally(() => delete process.env.KAFKA_BROKERS);
  expect([...left, postmaster].map(identityOf)).toEqual([undefined, undefined, undefined]);
  expect(second.said.join('\n')).toMatch(/Left over from an earlier start/);
  expect(await (await fetch(second.url)).text()).toBe('the app');
});

function killedLauncher(root: string, data: string): string {
  const lib = pathToFileURL(join(import.meta.dirname, '../../../../scripts/lib/splash.mjs')).href;
  const board = pathToFileURL(join(import.meta.dirname, '../before-install/status.mjs')).href;
  return `import { launch } from './${bundledLauncher}';
import { openSplash } from '${lib}';
import { statusBoard } from '${board}';
const status = statusBoard('${data}/status.json');
const splash = await openSplash(${20_000 + Math.floor(Math.random() * 10_000)}, () => status.snapshot());
await launch({ root: '${root}', data: '${data}', port: splash.port, status, splash, say: () => {} }).ready;
console.log('up');`;
}
