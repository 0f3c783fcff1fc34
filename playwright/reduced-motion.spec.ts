import { expect, test } from '@playwright/test';
import { openEditor } from './support/pages';

test.use({ contextOptions: { reducedMotion: 'reduce' }, colorScheme: 'light' });

test('the editor opens in its colours where less motion is asked for', async ({ page }) => {
  await openEditor(page, 'order-events');
  const part = (text: string) => page.locator('.view-line [class*=mtk]', { hasText: text }).first();
  await expect(part('SELECT')).toHaveCSS('color', 'rgb(122, 62, 157)');
  await expect(part('order_id')).toHaveCSS('color', 'rgb(28, 29, 26)');
});
