import { expect, test } from '@playwright/test';
import { openEditor, retypeLineEnd } from './support/pages';

const own = new Set(['127.0.0.1', 'localhost']);

test('the editor works with every foreign host blocked, and asks none', async ({ page, context }) => {
  const foreign: string[] = [];
  const refused: string[] = [];
  await context.route(
    (url) => url.protocol.startsWith('http') && !own.has(url.hostname),
    (route) => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  page.on('websocket', (socket) => {
    if (!own.has(new URL(socket.url()).hostname)) foreign.push(socket.url());
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  await openEditor(page, 'user-activity');
  await expect(page.locator('.view-line [class*=mtk]').first()).toBeVisible();
  await retypeLineEnd(page, 'SELECT', '', ' no_such_column,');
  await expect(page.locator('.penstock-problem').first()).toContainText('no_such_column');
  await page.keyboard.press('Control+Z');
  await page.locator('.view-line', { hasText: 'SELECT' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  for (const path of [
    '/pipelines',
    '/pipelines/user-activity/runs',
    '/pipelines/user-activity/data',
    '/runners',
  ])
    await page.goto(path);
  expect(foreign).toEqual([]);
  expect(refused).toEqual([]);
});
