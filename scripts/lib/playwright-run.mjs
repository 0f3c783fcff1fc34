import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { openTempDir } from './open-temp-dir.mjs';
import { runTool } from './run.mjs';

/** Runs the browser tests against a stack of their own (see playwright.config.ts) and counts them. @param {{ show?: boolean }} [options] */
export async function playwright(options = {}) {
  const chromium = await ensureChromium((line) => console.log(line));
  const dir = openTempDir('penstock-e2e-');
  const report = join(dir, 'report.json');
  try {
    const env = {
      PENSTOCK_CHROMIUM: chromium,
      PENSTOCK_E2E_DATA: join(dir, 'data'),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      PLAYWRIGHT_HTML_OPEN: 'never',
      FORCE_COLOR: '0',
    };
    const { code, output } = await runTool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
      show: options.show,
      env,
    });
    const counts = existsSync(report)
      ? countSpecs(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0 };
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
    return { passed: counts.passed, failed, output: options.show ? '' : output };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Flaky ones passed only when tried again. @param {{ stats: { expected: number, unexpected: number, flaky: number } }} report */
export function countSpecs({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}
