import { expect, test } from 'vitest';
import type { PartStatus } from '../before-install/status.mjs';
import { waitFor } from '../testing/wait-for';
import { SupervisedPart } from './part';
import type { Exit, Running } from './running';
import { Supervisor } from './supervisor';

const quick = { firstDelayMs: 1, longestDelayMs: 4, provenAfterMs: 60_000 };

/** Something that runs until it is ended from either side, without a process. */
function fakeRunning(onStop: () => void = () => {}): Running & { end(exit: Exit): void } {
  let end: (exit: Exit) => void = () => {};
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  return {
    pid: 1,
    exited,
    end,
    stop: async () => {
      onStop();
      end({ code: 0, signal: null });
    },
  };
}

function supervised(start: () => Promise<Running>) {
  const said: PartStatus[] = [];
  const part = new SupervisedPart(
    { name: 'server', label: 'Server', start },
    (status) => said.push(status),
    quick,
  );
  return { part, said, states: () => said.map(({ state }) => state) };
}

test('a part that ends by itself is started again and says why', async () => {
  const runs: ReturnType<typeof fakeRunning>[] = [];
  const { part, said } = supervised(async () => {
    const run = fakeRunning();
    runs.push(run);
    return run;
  });
  await part.start();
  runs[0]?.end({ code: null, signal: 'SIGKILL' });
  await waitFor('the second run', () => runs.length === 2 && said.at(-1)?.state === 'ready');
  expect(said.find(({ state }) => state === 'restarting')?.detail).toMatch(
    /was ended by SIGKILL; starting again in/,
  );
  await part.stop();
});

test('a part that was told to stop is not started again', async () => {
  let starts = 0;
  const { part } = supervised(async () => {
    starts += 1;
    return fakeRunning();
  });
  await part.start();
  await part.stop();
  expect(starts).toBe(1);
});

test('a part that fails to start is tried again until it works', async () => {
  let starts = 0;
  const { part, said, states } = supervised(async () => {
    starts += 1;
    if (starts < 4) throw new Error(`attempt ${starts}`);
    return fakeRunning();
  });
  part.startEventually();
  await waitFor('ready', () => said.at(-1)?.state === 'ready');
  expect(states()).toEqual(['starting', 'failed', 'failed', 'failed', 'ready']);
  expect(said[3]?.detail).toBe('attempt 3; starting again in 0.0 s');
  await part.stop();
});

test('the first start of a part that others need reports its failure', async () => {
  const { part, states } = supervised(() => Promise.reject(new Error('no disk space')));
  await expect(part.start()).rejects.toThrow('no disk space');
  expect(states()).toEqual(['starting', 'failed']);
});

test('a part that is told to stop while it starts does not stay behind', async () => {
  let finishStart: (running: Running) => void = () => {};
  let stopped = false;
  const { part } = supervised(
    () =>
      new Promise((resolve) => {
        finishStart = resolve;
      }),
  );
  const started = part.start();
  const stopping = part.stop();
  finishStart(
    fakeRunning(() => {
      stopped = true;
    }),
  );
  await Promise.all([started, stopping]);
  expect(stopped).toBe(true);
});

test('everything stops in the given order, each after the one before it has ended', async () => {
  const order: string[] = [];
  const supervisor = new Supervisor(['web', 'runner', 'server', 'postgres'], () => {}, quick);
  for (const name of ['postgres', 'server', 'web', 'runner']) {
    const running = fakeRunning();
    const stop = async () => {
      order.push(`${name} told`);
      await Promise.resolve();
      order.push(`${name} ended`);
      running.end({ code: 0, signal: null });
    };
    await supervisor.add({ name, label: name, start: async () => ({ ...running, stop }) }).start();
  }
  await Promise.all([supervisor.stopAll(), supervisor.stopAll()]);
  expect(order).toEqual(
    ['web', 'runner', 'server', 'postgres'].flatMap((name) => [`${name} told`, `${name} ended`]),
  );
});
