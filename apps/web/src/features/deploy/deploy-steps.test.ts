import type { DeploymentView } from '@penstock/control/contracts';
import { expect, test } from 'vitest';
import { deployProgress } from './deploy-steps';

const view = (
  status: DeploymentView['observed']['status'],
  versionNumber: number | null,
  desired = 4,
): DeploymentView => ({
  id: 'd',
  environmentId: 'e',
  environmentName: 'local',
  desired: { state: 'running', versionId: 'v', versionNumber: desired, generation: 2 },
  observed: { status, versionNumber, lastContactAt: null, runner: 'runner-1', epoch: '3' },
  problem:
    status === 'failing' ? { code: 'x', message: 'cannot read amount', since: '2026-01-01T00:00:00Z' } : null,
  live: null,
});
const states = (progress: ReturnType<typeof deployProgress>) => progress.steps.map((step) => step.state);

test('the old version still running is not shown as the new one running', () => {
  expect(states(deployProgress(view('running', 3), 4, 3))).toEqual(['done', 'now', 'next', 'next']);
});

test('steps go on as they are seen', () => {
  expect(states(deployProgress(view('stopping', 3), 4, 3))).toEqual(['done', 'now', 'next', 'next']);
  expect(states(deployProgress(view('stopped', 3), 4, 3))).toEqual(['done', 'done', 'now', 'next']);
  expect(states(deployProgress(view('starting', 4), 4, 3))).toEqual(['done', 'done', 'done', 'now']);
  expect(deployProgress(view('running', 4), 4, 3)).toMatchObject({ outcome: 'running', canStop: false });
});

test('a first deploy has no old version to stop', () => {
  expect(deployProgress(view('never', null, 1), 1, null).steps.map((step) => step.name)).toEqual([
    'Accepted',
    'A runner takes v1',
    'v1 reads and writes',
  ]);
});

test('a failing start names the reason at the step it failed', () => {
  const progress = deployProgress(view('failing', 4), 4, 3);
  expect(states(progress)).toEqual(['done', 'done', 'done', 'failed']);
  expect(progress.steps[3]?.detail).toBe('cannot read amount');
  expect(progress).toMatchObject({ outcome: 'failed', canStop: true });
});

test('a command that is not seen yet is not done', () => {
  expect(states(deployProgress(view('running', 3, 3), 4, 3))).toEqual(['now', 'next', 'next', 'next']);
  expect(states(deployProgress(null, 1, null))).toEqual(['now', 'next', 'next']);
});

test('the same version again is not taken for running, nor for failed, before the command was taken up', () => {
  const blocked = view('blocked', 4);
  const before = { ...blocked, observed: { ...blocked.observed, generation: 1 } };
  expect(deployProgress(before, 4, null)).toMatchObject({ outcome: null, canStop: true });
  const running = view('running', 4);
  const old = { ...running, observed: { ...running.observed, generation: 1 } };
  expect(deployProgress(old, 4, null).outcome).toBe(null);
  const now = { ...running, observed: { ...running.observed, generation: 2 } };
  expect(deployProgress(now, 4, null).outcome).toBe('running');
});

const disabled = (status: DeploymentView['observed']['status'], before: number | null) => {
  const running = view(status, before);
  return deployProgress({ ...running, desired: { ...running.desired, state: 'stopped' } }, 4, before);
};

test('a disabled version is done when the old one has stopped; no runner will take it', () => {
  expect(states(disabled('stopping', 3))).toEqual(['done', 'now']);
  expect(disabled('stopping', 3).outcome).toBe(null);
  expect(states(disabled('stopped', 3))).toEqual(['done', 'done']);
  expect(disabled('stopped', 3).outcome).toBe('stopped');
});

test('a disabled version that is the first waits for no runner', () => {
  expect(states(disabled('never', null))).toEqual(['done', 'done']);
  expect(disabled('never', null).outcome).toBe('stopped');
});

test('stopping is not offered for what stops anyway', () => {
  expect(deployProgress(view('stopping', 3), 4, 3).canStop).toBe(true);
  expect(disabled('stopping', 3).canStop).toBe(false);
  expect(disabled('stopped', 3).canStop).toBe(false);
  expect(deployProgress(null, 4, 3).canStop).toBe(false);
});
