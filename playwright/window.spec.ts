import { expect, test } from '@playwright/test';

test('a window over no event time is explained, and its fix changes the SQL and the topic together', async ({
  page,
}) => {
  await page.goto('/pipelines/bid-events-aggregated/edit');
  const problem = page.locator('.penstock-problem').first();
  await expect(problem).toContainText(/event time|time attribute/i);
  await expect(page.getByText('No event time')).toBeVisible();
  await problem.getByRole('button', { name: /^Fix/ }).click();
  await expect(page.locator('.penstock-problem')).toHaveCount(0);
  await expect(page.getByText('No event time')).toBeHidden();
  await expect(page.getByTestId('preview-headline')).toContainText(/ in → [1-9]\d* out/, { timeout: 60_000 });
  await expect(page.getByTestId('save-state')).toHaveText('Draft saved');

  await page.getByRole('button', { name: 'Publish…' }).click();
  const changes = page.getByRole('dialog', { name: 'Publish' }).getByRole('figure');
  await expect(changes).toHaveCount(2);
  await expect(changes.filter({ hasText: 'TUMBLE' })).toHaveCount(1);
  await expect(changes.filter({ hasText: 'watermark' })).toHaveCount(1);
});
