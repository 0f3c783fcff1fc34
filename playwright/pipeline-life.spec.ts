import { expect, type Page, test } from '@playwright/test';
import { carryOut, openEditor, retypeLineEnd } from './support/pages';

const key = 'spare-orders';

test('a pipeline is made, disabled and deleted, and a draft that still changes it is told', async ({
  page,
  context,
}) => {
  test.setTimeout(420_000);
  await test.step('it begins in the draft with the columns its topic has', () => make(page));
  await test.step('v1 runs', () => publishAndDeploy(page));
  await test.step('disabled, it stops with the next deploy', () => disable(page));
  const editor = await context.newPage();
  await test.step('another tab changes it', async () => {
    await openEditor(editor, key);
    await retypeLineEnd(editor, 'FROM', '', ' -- not published');
    await expect(editor.getByTestId('save-state')).toHaveText('Draft saved');
  });
  await test.step('deleted, it leaves the list', () => remove(page));
  await test.step('publishing shows the conflict and its way out', () => settle(editor));
});

async function make(page: Page): Promise<void> {
  await page.goto('/pipelines');
  await page.getByRole('button', { name: 'New pipeline' }).click();
  const dialog = page.getByRole('dialog', { name: 'New pipeline' });
  await dialog.getByLabel('Kafka topic').fill('order-events');
  await expect(dialog).toContainText(/columns? found in the newest/);
  await dialog.getByLabel('Key').fill(key);
  await dialog.getByRole('button', { name: 'Create in the draft' }).click();
  await expect(page).toHaveURL(new RegExp(`/pipelines/${key}/edit`));
  await expect(page.locator('.view-lines').first()).toContainText('order_id');
  await expect(page.getByTestId('save-state')).toHaveText('Draft saved');
}

async function publish(page: Page, badge: string, button: string): Promise<void> {
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog).toContainText(badge);
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

async function publishAndDeploy(page: Page): Promise<void> {
  await publish(page, 'new, v1', 'Publish and deploy');
  await carryOut(page, {
    title: `Deploy ${key} v1`,
    button: 'Deploy v1',
    done: `${key} v1 is running`,
  });
  await expect(page.getByRole('status').filter({ hasText: 'Running v1' })).toBeVisible();
}

async function disable(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Disable in the draft' }).click();
  await expect(page.getByText(`${key} is disabled in your draft`)).toBeVisible();
  await publish(page, 'v1 → v2', 'Publish and deploy');
  const title = `Deploy ${key} v1 → v2`;
  await expect(page.getByRole('dialog', { name: title })).toContainText('deploying it stops');
  await carryOut(page, { title, button: 'Deploy v2', done: `${key} is stopped` });
  await expect(page.getByRole('status').filter({ hasText: 'Stopped' })).toBeVisible({ timeout: 90_000 });
}

async function remove(page: Page): Promise<void> {
  await page.goto(`/pipelines/${key}/runs`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete pipeline…' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${key}?` });
  await expect(dialog).toContainText('its data stay');
  await dialog.getByLabel(`Type ${key} to confirm`).fill(key);
  await dialog.getByRole('button', { name: 'Delete pipeline' }).click();
  await expect(page).toHaveURL(/\/pipelines$/);
}

/** The draft changes a file that the published project has no more. */
async function settle(editor: Page): Promise<void> {
  await editor.getByRole('button', { name: 'Publish…' }).click();
  const dialog = editor.getByRole('dialog', { name: 'Publish' });
  const conflicts = dialog.getByRole('alert').filter({ hasText: 'Somebody published a change' });
  await expect(conflicts).toContainText('.sql');
  await expect(dialog.getByRole('button', { name: /^Publish/ }).last()).toBeDisabled();
  for (const theirs of await conflicts.getByLabel('Take theirs').all()) await theirs.check();
  await conflicts.getByRole('button', { name: 'Put it together' }).click();
  await expect(conflicts).toBeHidden();
  await expect(editor.getByText(`The draft has no pipeline ${key}`)).toBeVisible();
}
