import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/chromium.mjs';
import { openTempDir } from './scripts/lib/open-temp-dir.mjs';

// workers load this file again: they find what the first load chose
process.env.PENSTOCK_E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 20_000));
process.env.PENSTOCK_E2E_DATA ??= join(openTempDir('penstock-e2e-'), 'data');

const port = process.env.PENSTOCK_E2E_PORT;
const executablePath = findChromium();

export default defineConfig({
  testDir: 'playwright',
  outputDir: 'playwright/.artifacts',
  globalSetup: './playwright/support/stack-ready.ts',
  fullyParallel: false,
  workers: 1, // one stack, and the tests change it
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 60_000 }, // a limit for hanging, on machines that do much else
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath !== undefined && { executablePath }) },
  },
  webServer: {
    command: `node scripts/start.mjs --data ${process.env.PENSTOCK_E2E_DATA} --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 600_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
  },
});
