// Pictures of a running stack with the example project, for docs/screenshots: node scripts/screenshots.mjs [url]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';
import { root } from './lib/root.mjs';

const base = process.argv[2] ?? 'http://127.0.0.1:4400';
const out = join(root, 'docs', 'screenshots');

/** @type {Record<string, (page: import('@playwright/test').Page) => Promise<void>>} */
const pictures = {
  async list(page) {
    await page.goto('/pipelines');
    await page.getByText('Running').first().waitFor();
  },
  async edit(page) {
    await page.goto('/pipelines/order-events/edit');
    await page.locator('.view-line [class*=mtk]').first().waitFor();
    await page.getByTestId('preview-headline').waitFor();
  },
  async runs(page) {
    await page.goto('/pipelines/order-events/runs');
    await page.locator('canvas').first().waitFor();
  },
  async deploy(page) {
    await page.goto('/pipelines/order-events/runs');
    await page.getByRole('button', { name: 'Deploy ▾' }).click();
    await page.getByRole('menuitem').first().click();
    await page.getByRole('dialog').getByText('Reads on').waitFor();
    await page.mouse.move(0, 0);
  },
};

mkdirSync(out, { recursive: true });
const executablePath = findChromium();
const browser = await chromium.launch({
  args: ['--disable-gpu'], // drawing by software is quicker where there is no GPU to begin with
  ...(executablePath !== undefined && { executablePath }),
});
try {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const [name, open] of Object.entries(pictures)) {
      const page = await browser.newPage({
        baseURL: base,
        colorScheme,
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
      });
      await open(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: join(out, `${name}-${colorScheme}.png`), animations: 'disabled' });
      await page.close();
      console.log(`docs/screenshots/${name}-${colorScheme}.png`);
    }
  }
} finally {
  await browser.close();
}
