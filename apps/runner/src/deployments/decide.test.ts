import { describe, expect, it } from 'vitest';
import { decide, type Situation } from './decide';

const running = { state: 'running' as const, generation: 3 };
const base: Situation = {
  desired: running,
  run: null,
  draining: false,
  retry: null,
  rejectedGeneration: null,
  now: 1_000,
};

describe('the next step', () => {
  it('starts what should run and does not, and waits while it runs', () => {
    expect(decide(base)).toEqual({ do: 'start' });
    expect(decide({ ...base, run: { generation: 3, ended: false } })).toEqual({ do: 'wait', ms: null });
  });

  it('replaces a run of another generation, unless that generation was found to be unable to start', () => {
    const older = { ...base, run: { generation: 2, ended: false } };
    expect(decide(older)).toEqual({ do: 'replace' });
    expect(decide({ ...older, rejectedGeneration: 3 })).toEqual({ do: 'wait', ms: null });
    expect(decide({ ...older, rejectedGeneration: 2 })).toEqual({ do: 'replace' });
  });

  it('stops before it lets go', () => {
    const stopped = { ...base, desired: { state: 'stopped' as const, generation: 4 } };
    expect(decide({ ...stopped, run: { generation: 3, ended: false } })).toEqual({ do: 'stop', why: 'stop' });
    expect(decide(stopped)).toEqual({ do: 'release' });
    expect(decide({ ...base, desired: null, run: { generation: 3, ended: false } })).toEqual({
      do: 'stop',
      why: 'stop',
    });
  });

  it('settles an ended run before anything else', () => {
    expect(decide({ ...base, run: { generation: 2, ended: true }, draining: true })).toEqual({
      do: 'settle',
    });
  });

  it('never starts while it drains, and waits out a back-off only for the same command', () => {
    expect(decide({ ...base, draining: true })).toEqual({ do: 'release' });
    expect(decide({ ...base, retry: { generation: 3, at: 1_500 } })).toEqual({ do: 'wait', ms: 500 });
    expect(decide({ ...base, retry: { generation: 3, at: 900 } })).toEqual({ do: 'start' });
    expect(decide({ ...base, retry: { generation: 2, at: 9_000 } })).toEqual({ do: 'start' });
  });
});
