import type { DeploymentView, ObservedStatus } from '@penstock/control/contracts';
import { describe, expect, it } from 'vitest';
import { describeStatus, isBalanced } from './status';

const now = Date.UTC(2026, 10, 21, 12);
const at = (secondsAgo: number) => new Date(now - secondsAgo * 1000).toISOString();

function deployment(status: ObservedStatus, extra: Partial<DeploymentView> = {}): DeploymentView {
  return {
    id: 'd',
    environmentId: 'e',
    environmentName: 'local',
    desired: { state: 'running', versionId: 'v', versionNumber: 3, generation: 1 },
    observed: { status, versionNumber: 3, lastContactAt: at(14), runner: 'runner-1', epoch: '1' },
    problem: null,
    live: null,
    ...extra,
  };
}

describe('status', () => {
  it('is told from what is observed, never from what is wished', () => {
    const wished = {
      desired: { state: 'running', versionId: 'v', versionNumber: 3, generation: 2 },
    } as const;
    expect(describeStatus(deployment('stopping', wished), now).word).toBe('Stopping');
    expect(describeStatus(deployment('stopped', wished), now)).toMatchObject({
      word: 'Waiting',
      why: 'for a runner to take it',
    });
    expect(
      describeStatus(deployment('stopped', { desired: { ...wished.desired, state: 'stopped' } }), now).word,
    ).toBe('Stopped');
  });

  it('replaces the word when contact is lost', () => {
    expect(describeStatus(deployment('no_contact'), now)).toMatchObject({
      word: 'No contact for 14 s',
      group: 'failing',
    });
  });

  it('says why it fails and when it is tried again', () => {
    const problem = {
      code: 'bad_input',
      message: 'amount is not a number',
      since: at(60),
      nextTryAt: new Date(now + 20_000).toISOString(),
    };
    expect(describeStatus(deployment('failing', { problem }), now)).toMatchObject({
      word: 'Failing',
      why: 'amount is not a number · next try in 20 s',
    });
    expect(
      describeStatus(deployment('failing', { problem: { ...problem, nextTryAt: at(1) } }), now).why,
    ).toContain('trying now');
  });

  it('tells a draft from a pipeline that was never deployed', () => {
    expect(describeStatus(null, now, { published: false }).group).toBe('draft');
    expect(describeStatus(null, now, { published: true }).word).toBe('Not deployed');
  });

  it('has a shape of its own for trouble, so that colour is not needed', () => {
    expect(
      new Set(
        (['running', 'failing', 'starting'] as const).map(
          (status) => describeStatus(deployment(status), now).mark,
        ),
      ).size,
    ).toBe(3);
  });
});

describe('isBalanced', () => {
  const live = (totals: Record<'in' | 'out' | 'filtered' | 'setAside', string>) =>
    ({ totals: { ...totals, bytesIn: '0', bytesOut: '0' } }) as NonNullable<DeploymentView['live']>;

  it('adds up counters beyond 2^53 exactly', () => {
    expect(
      isBalanced(live({ in: '9007199254740993', out: '9007199254740990', filtered: '2', setAside: '1' })),
    ).toBe(true);
    expect(
      isBalanced(live({ in: '9007199254740993', out: '9007199254740990', filtered: '2', setAside: '0' })),
    ).toBe(false);
    expect(isBalanced(null)).toBeNull();
  });
});
