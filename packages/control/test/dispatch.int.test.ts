import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort, tempDir, waitFor } from '@penstock/local-stack/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../src/dispatch/jobs';
import { countUnpublished } from '../src/dispatch/outbox-repository';
import {
  type DispatchQueue,
  type DispatchWorker,
  openDispatchQueue,
  type QueueBackendOptions,
  startDispatchWorker,
} from '../src/dispatch/queue-backend';
import { drainOutbox, startRelay } from '../src/dispatch/relay';
import { deployExample, openWorld, type World } from './support';

let world: World;
let deployments: Record<string, string>;
let redis: { url: string; stop(): Promise<void> } | null = null;
let closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  redis = await startRedis();
  world = await openWorld();
  deployments = (await deployExample(world)).deployments;
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
  await world.database.db.$executeRaw`delete from outbox where payload->>'generation' <> '1'`;
  await world.database.db.$executeRaw`update outbox set published_at = null`;
});
afterAll(async () => {
  await world.drop();
  await redis?.stop();
});

const job = (generation: number): Job => ({
  kind: 'deployment.changed',
  payload: { deploymentId: deployments.orders ?? '', generation },
});

describe.each(['postgres', 'redis'] as const)('the queue on %s', (backend) => {
  function options(): QueueBackendOptions {
    return {
      databaseUrl: world.url,
      ...(backend === 'redis' ? { redisUrl: redis?.url } : {}),
      onError: () => undefined,
    };
  }
  async function open(): Promise<DispatchQueue> {
    const queue = openDispatchQueue(options());
    closers.push(() => queue.close());
    await waitFor('the queue takes jobs', async () => queue.publish([]).then(() => true));
    await waitFor('the queue can be emptied', () =>
      queue.empty().then(
        () => true,
        () => false,
      ),
    );
    return queue;
  }
  async function work(handle: (received: Job) => Promise<void>): Promise<DispatchWorker> {
    const worker = startDispatchWorker(options(), handle);
    closers.push(() => worker.close());
    await worker.ready();
    return worker;
  }
  const skipped = (context: { skip(reason: string): void }) => {
    if (backend === 'redis' && !redis) context.skip('no redis-server on PATH');
  };

  it('delivers a job with its ids', async (context) => {
    skipped(context);
    const queue = await open();
    const received: Job[] = [];
    await work(async (one) => void received.push(one));
    await queue.publish([job(1)]);
    await waitFor('the job arrives', () => received.length === 1);
    expect(received).toEqual([job(1)]);
  });

  it('delivers a job that was added fifty times once, also when it was done already', async (context) => {
    skipped(context);
    const queue = await open();
    const received: Job[] = [];
    await work(async (one) => void received.push(one));
    for (let i = 0; i < 50; i += 1) await queue.publish([job(7)]);
    await waitFor('the job arrives', () => received.length > 0);
    await queue.publish([job(7), job(8)]);
    await waitFor('the next job arrives', () => received.some((one) => one.payload.generation === 8));
    expect(received.filter((one) => one.payload.generation === 7)).toHaveLength(1);
  });

  it('tries again when a command could not be accepted', async (context) => {
    skipped(context);
    const queue = await open();
    let calls = 0;
    await work(async () => {
      calls += 1;
      if (calls === 1) throw new Error('the database is away');
    });
    await queue.publish([job(3)]);
    await waitFor('the second try', () => calls === 2);
  });

  it('hands every outbox row over, and a crash between publishing and marking has one effect', async (context) => {
    skipped(context);
    const queue = await open();
    const received: Job[] = [];
    await work(async (one) => void received.push(one));
    const crashing: DispatchQueue = {
      ...queue,
      async publish(jobs) {
        await queue.publish(jobs);
        throw new Error('killed between publish and mark');
      },
    };
    await expect(drainOutbox(world.database, crashing, () => undefined)).rejects.toThrow('killed');
    expect(await countUnpublished(world.database.db)).toBe(2);
    expect(await drainOutbox(world.database, queue, () => undefined)).toBe(2);
    expect(await countUnpublished(world.database.db)).toBe(0);
    await waitFor('both jobs arrive', () => received.length >= 2);
    await queue.publish([job(99)]);
    await waitFor('a later job arrives', () => received.some((one) => one.payload.generation === 99));
    expect(received.map((one) => one.payload.deploymentId).sort()).toEqual(
      [deployments.clicks, deployments.orders, deployments.orders].sort(),
    );
  });

  it('is fed by a relay that is woken by the command itself and works again after a restart', async (context) => {
    skipped(context);
    const queue = await open();
    const received: Job[] = [];
    await work(async (one) => void received.push(one));
    const start = () =>
      startRelay({
        database: world.database,
        databaseUrl: world.url,
        queue,
        onError: () => undefined,
        everyMs: 3_600_000,
      });
    const first = await start();
    await waitFor('what waited is delivered', () => received.length === 2);
    const id = deployments.clicks ?? '';
    await world.control.deployments.stop(world.you, id);
    await waitFor('the stop is delivered without the timer', () =>
      received.some((one) => one.payload.deploymentId === id && one.payload.generation > 1),
    );
    await first.close();
    await world.control.deployments.start(world.you, id);
    expect(await countUnpublished(world.database.db)).toBe(1);
    const second = await start();
    closers.push(() => second.close());
    await waitFor(
      'the start is delivered after the restart',
      async () => (await countUnpublished(world.database.db)) === 0,
    );
  });
});

describe('a relay', () => {
  it('leaves an outbox row of an unknown kind behind without holding up the others', async () => {
    const errors: unknown[] = [];
    const published: Job[] = [];
    await world.database.db.$executeRaw`update outbox set published_at = now()`;
    const { projectId } = await world.database.db.deployment.findFirstOrThrow();
    await world.database.db.outboxEntry.createMany({
      data: [
        { projectId, actorId: world.you.id, kind: 'from.the.future', payload: {} },
        { projectId, actorId: world.you.id, kind: 'deployment.changed', payload: job(5).payload },
      ],
    });
    const queue: DispatchQueue = {
      publish: async (jobs) => void published.push(...jobs),
      empty: async () => undefined,
      close: async () => undefined,
    };
    expect(await drainOutbox(world.database, queue, (error) => errors.push(error))).toBe(2);
    expect(published).toEqual([job(5)]);
    expect(errors).toHaveLength(1);
    await world.database.db.outboxEntry.deleteMany({ where: { kind: 'from.the.future' } });
  });

  it('shares the outbox with another relay: every row is published by one of them', async () => {
    const published: Job[] = [];
    const queue: DispatchQueue = {
      publish: async (jobs) => void published.push(...jobs),
      empty: async () => undefined,
      close: async () => undefined,
    };
    const waiting = await countUnpublished(world.database.db);
    const counts = await Promise.all(
      [1, 2, 3].map(() => drainOutbox(world.database, queue, () => undefined)),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(waiting);
    expect(published).toHaveLength(waiting);
  });
});

/** A Redis of our own on a free port; null where no `redis-server` is installed. */
async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  const binary = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path));
  if (!binary) {
    console.log(
      '[dispatch] Redis tests skipped: no redis-server on PATH (Debian: apt-get install redis-server)',
    );
    return null;
  }
  const port = await freePort();
  const child: ChildProcess = spawn(
    binary,
    [
      '--port',
      String(port),
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
      '--dir',
      tempDir('redis'),
    ],
    { stdio: 'ignore' },
  );
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
