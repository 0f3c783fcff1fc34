import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { query } from './support/stack';

/** A pipeline that no other test stops for good. */
const pipeline = 'bid-events';
const table = 'bid_events';

test('the tables page shows what lies in the warehouse, who wrote it and what may go', async ({ page }) => {
  await page.goto('/pipelines');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tables' }).click();
  const link = page.getByRole('link', { name: new RegExp(`\\.${table}$`) });
  const row = page.getByRole('row').filter({ has: link });
  await expect(row.getByRole('link', { name: pipeline })).toBeVisible();
  await expectNoViolations(page);
  await link.focus();
  await page.keyboard.press('Enter');

  const snapshots = page.getByRole('table', { name: `Snapshots of ${table}` });
  const newest = snapshots.locator('tbody tr').first();
  await expect(newest).toContainText('current');
  await expect(newest.getByRole('link', { name: pipeline })).toBeVisible();
  await expectToGrow(page);
  await expectNoViolations(page);
  await expectSameAsTheLog(page);
});

test('expiring now says before what may go, and gives the focus back', async ({ page }) => {
  await page.goto(await tablePath());
  await page.getByRole('button', { name: 'Expire now…' }).click();
  const dialog = page.getByRole('dialog', { name: `Expire snapshots of ${table}?` });
  await expect(dialog.getByText('Deleted now')).toBeVisible();
  await expectNoViolations(page);
  await expect(dialog.getByText('Nothing may go now')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Expire now…' })).toBeFocused();
});

test('a snapshot that a restore point names is shown as pinned', async ({ page }) => {
  await page.goto(`/pipelines/${pipeline}/runs`);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
  const start = page.getByRole('button', { name: 'Start', exact: true });
  await expect(start).toBeVisible();
  const points = () =>
    query('select 1 from restore_points where kind = $1 and snapshot_id is not null', ['stop']);
  await expect.poll(async () => (await points()).length).toBeGreaterThan(0);
  await start.click();
  await page.goto(await tablePath());
  const snapshots = page.getByRole('table', { name: `Snapshots of ${table}` });
  await expect(snapshots.getByText(new RegExp(`restore point · ${pipeline} v1`)).first()).toBeVisible();
});

async function tablePath(): Promise<string> {
  const [row] = await query<{ namespace: string }>('select namespace from catalog_tables where name = $1', [
    table,
  ]);
  const levels = (row?.namespace ?? '').split('\u001f');
  return `/tables/${[...levels, table].map(encodeURIComponent).join('/')}`;
}

/** The live stream brings new snapshots without anything done to the page. */
async function expectToGrow(page: Page): Promise<void> {
  const first = (await snapshotIds(page))[0];
  await expect.poll(async () => (await snapshotIds(page))[0]).not.toBe(first);
}

const snapshotIds = (page: Page) =>
  page
    .getByRole('table', { name: `Snapshots of ${table}` })
    .locator('tbody tr td:last-child')
    .allTextContents();

/** Shown as the pipeline's are exactly the snapshots that the commit log knows as its own. */
async function expectSameAsTheLog(page: Page): Promise<void> {
  const shown = await page
    .getByRole('table', { name: `Snapshots of ${table}` })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const cells = [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '');
        return { by: cells[1] ?? '', id: cells.at(-1) ?? '' };
      }),
    );
  const rows = await query<{ id: string }>(
    'select snapshot_id as id from catalog_commits where deployment_id is not null and snapshot_id = any($1)',
    [shown.map(({ id }) => id)],
  );
  const known = new Set(rows.map(({ id }) => id));
  expect(known.size).toBeGreaterThan(0);
  expect(shown.filter(({ by }) => by === `${pipeline} v1`).map(({ id }) => id)).toEqual(
    shown.filter(({ id }) => known.has(id)).map(({ id }) => id),
  );
}

async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
