import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run.mjs';

/** Runs one project of vitest.config.ts and counts its tests. @param {'unit' | 'integration' | 'full'} project @param {{ show?: boolean }} [options] */
export async function vitest(project, options = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-vitest-'));
  const report = join(dir, 'report.json');
  try {
    const args = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const { code, output } = await runTool('vitest/vitest.mjs', args, {
      show: options.show,
      env: { NO_COLOR: '1' },
    });
    const counts = existsSync(report)
      ? countTests(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 };
    // an error outside of any test (setup, unhandled rejection) shows in the exit code alone
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
    return { passed: counts.passed, failed, skipped: counts.skipped, output: options.show ? '' : output };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * A file that could not even be loaded has no tests in it and counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} report
 */
export function countTests(report) {
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests,
  };
}
