import { expect, type Page, test } from '@playwright/test';
import { brokers } from './support/stack';

test('a connection is made, tested against its brokers, changed and removed', async ({ page }) => {
  await page.goto('/settings');
  const row = page.getByRole('row').filter({ hasText: 'staging' });

  await test.step('what is no address is refused in words', async () => {
    await page.getByRole('button', { name: 'New connection' }).click();
    await fill(page, 'staging', 'http://kafka');
    await expect(page.getByRole('dialog')).toContainText('is not a broker address');
  });
  await test.step('its own brokers answer with their topics', async () => {
    await fill(page, 'staging', brokers().join('\n'));
    await expect(row).toContainText(brokers()[0] ?? '');
    await page.getByRole('button', { name: 'Test staging' }).click();
    await expect(row).toContainText(/\d+ topics?, /);
  });
  await test.step('where nobody listens, the test says so', async () => {
    await page.getByRole('button', { name: 'Edit staging' }).click();
    await fill(page, null, '127.0.0.1:1');
    await page.getByRole('button', { name: 'Test staging' }).click();
    await expect(row).toContainText('Kafka at 127.0.0.1:1 does not answer');
  });
  await test.step('nobody reads from it, so it can go; Penstock’s own stays', async () => {
    await page.getByRole('button', { name: 'Remove staging' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(row).toBeHidden();
    await expect(page.getByRole('row').filter({ hasText: 'local kafka' })).toContainText('order-events');
    await expect(page.getByRole('button', { name: 'Remove local kafka' })).toBeHidden();
  });
});

/** Fills the open dialog and saves. */
async function fill(page: Page, name: string | null, addresses: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  if (name !== null) await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Brokers').fill(addresses);
  await dialog.getByRole('button', { name: 'Save' }).click();
}
