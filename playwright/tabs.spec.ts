import { expect, type Page, test } from '@playwright/test';
import { openEditor, retypeLineEnd } from './support/pages';

const pipeline = 'bid-events';
const saved = (page: Page) => expect(page.getByTestId('save-state')).toHaveText('Draft saved');
const text = (page: Page) => page.locator('.view-lines').first();

test('two tabs on one draft follow each other, and neither overwrites what the other saved', async ({
  page: left,
  context,
}) => {
  const right = await context.newPage();
  await openEditor(left, pipeline);
  await openEditor(right, pipeline);

  await test.step('what one saves shows in the other by itself', async () => {
    await retypeLineEnd(left, 'FROM', '', ' -- from the left');
    await saved(left);
    await expect(text(right)).toContainText('from the left');
    await saved(right);
  });

  await test.step('the one that comes later is told, and both texts are kept', async () => {
    const letGo = await holdSaves(right);
    await retypeLineEnd(right, 'SELECT', '', ' -- right');
    await letGo.sent;
    await retypeLineEnd(left, 'SELECT', '', ' -- left');
    await saved(left);
    letGo.now();
    const choice = right.getByRole('alert').filter({ hasText: 'changed in another tab too' });
    await expect(choice).toBeVisible();
    await expect(right.getByTestId('save-state')).toHaveText('Not saved');
    await choice.getByText('Compare').click();
    const both = choice.getByRole('region', { name: 'Both texts' });
    await expect(both).toContainText('SELECT -- right');
    await expect(both).toContainText('SELECT -- left');
    await expect(text(left)).toContainText('SELECT -- left');
  });

  await test.step('the choice counts in both', async () => {
    await right.getByRole('button', { name: 'Keep my text' }).click();
    await saved(right);
    await expect(text(left)).toContainText('SELECT -- right');
    await expect(text(left)).not.toContainText('SELECT -- left');
  });

  await test.step('the other one is taken without a trace of mine', async () => {
    const letGo = await holdSaves(right);
    await retypeLineEnd(right, 'SELECT', '', ' again');
    await letGo.sent;
    await retypeLineEnd(left, 'SELECT', ' -- right', '');
    await saved(left);
    letGo.now();
    await right.getByRole('button', { name: 'Take the other one' }).click();
    await saved(right);
    await expect(text(right)).not.toContainText('again');
    await expect(right.getByRole('alert').filter({ hasText: 'another tab' })).toBeHidden();
  });
});

/** Holds this page's saves back: `sent` when one is on its way, `now` lets it and all later ones through. */
async function holdSaves(page: Page): Promise<{ sent: Promise<unknown>; now(): void }> {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/trpc/drafts.save*', async (route) => {
    await gate;
    await route.fallback();
  });
  return { sent: page.waitForRequest(/drafts\.save/), now: release };
}
