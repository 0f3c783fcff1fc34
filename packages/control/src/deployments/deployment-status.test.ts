import { describe, expect, it } from 'vitest';
import { statusOf } from './deployment-status';

const now = new Date('2026-11-20T10:00:20Z');
const at = (secondsAgo: number) => new Date(now.getTime() - secondsAgo * 1000);
const base = { desiredState: 'running' as const, observedGeneration: 1, now };

describe('status', () => {
  it('is believed only while the runner is heard', () => {
    expect(statusOf({ ...base, observedState: 'running', lastContactAt: at(9) })).toBe('running');
    expect(statusOf({ ...base, observedState: 'running', lastContactAt: at(11) })).toBe('no_contact');
    expect(statusOf({ ...base, observedState: 'failing', lastContactAt: at(60) })).toBe('no_contact');
    expect(
      statusOf({ ...base, observedState: 'stopping', desiredState: 'stopped', lastContactAt: at(60) }),
    ).toBe('no_contact');
  });

  it('stays true for what needs no runner', () => {
    expect(statusOf({ ...base, observedState: 'blocked', lastContactAt: at(3600) })).toBe('blocked');
    expect(statusOf({ ...base, observedState: 'stopped', lastContactAt: at(3600) })).toBe('stopped');
  });

  it('says "never" until a runner took the deployment up', () => {
    expect(statusOf({ ...base, observedState: 'stopped', observedGeneration: 0, lastContactAt: null })).toBe(
      'never',
    );
  });
});
