import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveChange } from './change-set';
import { changeStream } from './change-stream';

function source() {
  const listeners = new Set<(change: LiveChange) => void>();
  return {
    listeners,
    send(change: LiveChange) {
      for (const listener of listeners) listener(change);
    },
    subscribe: async (listener: (change: LiveChange) => void) => {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  };
}

const you = { actorId: 'you', page: 'here' };

describe('changeStream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('begins with everything, then sends each id once per half second however often it changed', async () => {
    const { subscribe, send } = source();
    const stop = new AbortController();
    const stream = changeStream(subscribe, stop.signal, you);
    expect((await stream.next()).value).toEqual({
      everything: true,
      deploymentIds: [],
      projectIds: [],
      draftProjectIds: [],
      runners: false,
    });

    const second = stream.next();
    for (let round = 0; round < 100; round += 1) send({ deploymentId: round % 2 ? 'a' : 'b' });
    send({ projectId: 'p' });
    let settled = false;
    void second.then(() => {
      settled = true;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await second).value).toEqual({
      everything: false,
      deploymentIds: ['b', 'a'],
      projectIds: ['p'],
      draftProjectIds: [],
      runners: false,
    });
    stop.abort();
  });

  it('tells of your draft when another page changed it, not of your own saving and not of other people’s', async () => {
    const { subscribe, send } = source();
    const stream = changeStream(subscribe, new AbortController().signal, you);
    await stream.next();
    send({ draft: { projectId: 'a', actorId: 'you', origin: 'here' } });
    send({ draft: { projectId: 'b', actorId: 'somebody', origin: 'there' } });
    send({ draft: { projectId: 'c', actorId: 'you', origin: 'there' } });
    send({ draft: { projectId: 'd', actorId: 'you' } });
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(500);
    expect((await next).value).toEqual({
      everything: false,
      deploymentIds: [],
      projectIds: [],
      draftProjectIds: ['c', 'd'],
      runners: false,
    });
    await stream.return(undefined);
  });

  it('hears a change that comes between two reads', async () => {
    const { subscribe, send } = source();
    const stream = changeStream(subscribe, new AbortController().signal, you);
    await stream.next();
    send({ runner: 'runner-1' });
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(500);
    expect((await next).value).toMatchObject({ runners: true });
    await stream.return(undefined);
  });

  it('passes on that something may have been missed', async () => {
    const { subscribe, send } = source();
    const stream = changeStream(subscribe, new AbortController().signal, you);
    await stream.next();
    send({});
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(500);
    expect((await next).value).toMatchObject({ everything: true });
    await stream.return(undefined);
  });

  it('ends and unsubscribes when the page goes away while it waits', async () => {
    const { subscribe, listeners } = source();
    const stop = new AbortController();
    const stream = changeStream(subscribe, stop.signal, you);
    await stream.next();
    const waiting = stream.next();
    await vi.advanceTimersByTimeAsync(500);
    expect(listeners.size).toBe(1);
    stop.abort();
    expect((await waiting).done).toBe(true);
    expect(listeners.size).toBe(0);
  });
});
