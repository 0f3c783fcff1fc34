import { expect, test } from '@playwright/test';
import { openEditor, retypeLineEnd } from './support/pages';

test('what was typed survives a reload, also before it was saved', async ({ page }) => {
  await openEditor(page, 'bid-events');
  await page.route('**/api/trpc/drafts.save*', (route) => route.abort());
  await retypeLineEnd(page, 'FROM', '', ' -- typed and not saved');
  await expect(page.getByTestId('save-state')).toContainText('Not saved');
  await page.unroute('**/api/trpc/drafts.save*');
  await page.reload();
  await expect(page.locator('.view-lines').first()).toContainText('typed and not saved');
  await expect(page.getByTestId('save-state')).toHaveText('Draft saved');

  await page.evaluate('localStorage.clear()');
  await page.reload();
  await expect(page.locator('.view-lines').first(), 'from the server alone').toContainText(
    'typed and not saved',
  );
});
