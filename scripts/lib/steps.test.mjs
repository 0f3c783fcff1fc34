import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unseen } from './import-direction.mjs';
import { countSpecs } from './playwright-run.mjs';
import { conclude, runStep } from './steps.mjs';
import { countTests } from './vitest-run.mjs';

let lines = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const outcome = (passed, failed) => ({ name: 'x', passed, failed, seconds: 0 });

test('the last line is the sum over all suites', () => {
  expect(conclude([outcome(3, 0), outcome(4, 0)])).toBe(0);
  expect(lines.at(-1)).toBe('7 passed, 0 failed');
});

test('one failure anywhere fails the whole, and so does having run nothing', () => {
  expect(conclude([outcome(3, 0), outcome(4, 1)])).toBe(1);
  expect(conclude([])).toBe(1);
  expect(conclude([outcome(0, 0)])).toBe(1);
});

test('a suite that ran nothing counts as failed', async () => {
  expect(
    await runStep({ name: 'empty', run: async () => ({ passed: 0, failed: 0, output: '' }) }),
  ).toMatchObject({ failed: 1 });
});

test('a suite that throws counts as failed and shows why', async () => {
  expect(await runStep({ name: 'broken', run: () => Promise.reject(new Error('no browser')) })).toMatchObject(
    { failed: 1 },
  );
  expect(lines.join('\n')).toContain('no browser');
});

test('a test file that cannot be loaded is a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ],
  };
  expect(countTests(report)).toEqual({ passed: 5, failed: 2 });
});

test('browser tests: unexpected ones are failures', () => {
  expect(countSpecs({ stats: { expected: 5, unexpected: 2, flaky: 1 } })).toEqual({ passed: 6, failed: 2 });
});

test('an import check that saw no modules says so', () => {
  const problems = unseen([]);
  expect(problems.some((line) => line.includes('packages/local-stack'))).toBe(true);
  expect(problems.some((line) => line.includes('no import between packages'))).toBe(true);
});
