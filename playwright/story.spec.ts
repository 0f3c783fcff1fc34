import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { readTable } from './support/iceberg';
import { expectedOrders, reigns } from './support/orders';
import { carryOut, expectToMove, newestOrders, openEditor, retypeLineEnd, tile } from './support/pages';

const pipeline = 'order-events';
/** What the WHERE of each version asks of the amount. */
const above = { 1: 0, 2: 50 } as const;

test('an edit is previewed, published, deployed and rolled back, and no row is lost or written twice', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await test.step('the example runs v1 and rows come', () => openRunningExample(page));
  await test.step('the preview follows the WHERE', () => editWhere(page));
  await test.step('v2 is published', () => publish(page));
  const v2Since = await test.step('v2 is deployed by its plan', () => deploy(page));
  await test.step('the numbers move by themselves', () => watchRuns(page));
  await test.step('new rows satisfy the new WHERE', () => newRowsSatisfy(page, v2Since));
  const v1Since = await test.step('v1 comes back by the roll-back plan', () => rollBack(page));
  await test.step('v1 is in force again', () => smallAmountsComeAgain(page, v1Since));
  await test.step('the page accounts for every record', () => stopAndBalance(page));
  await test.step('so does everyone else', () => checkFromOutside(page));
});

async function openRunningExample(page: Page): Promise<void> {
  await page.goto('/');
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: pipeline, exact: true }) });
  await expect(row).toContainText('Running', { timeout: 60_000 });
  await expect(row.getByText('v1', { exact: true })).toBeVisible();
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { name: pipeline })).toBeVisible();
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect.poll(() => tile(page, 'Written').catch(() => 0), { timeout: 60_000 }).toBeGreaterThan(0);
}

async function editWhere(page: Page): Promise<void> {
  await openEditor(page, pipeline);
  const headline = page.getByTestId('preview-headline');
  await expect(headline).toContainText(sampleWords(above[1]));
  await retypeLineEnd(page, 'WHERE', '0', '50');
  await expect(headline).toContainText(sampleWords(above[2]));
  await expect(page.getByTestId('save-state')).toHaveText('Draft saved');
  const amounts = await page
    .getByRole('table', { name: 'Preview' })
    .getByRole('row')
    .evaluateAll((rows) => rows.flatMap((row) => row.querySelectorAll('[role=cell]')[3]?.textContent ?? []));
  const shown = amounts.filter((text) => /^[\d.]+$/.test(text)).map(Number);
  expect(shown.length).toBeGreaterThan(0);
  expect(Math.min(...shown)).toBeGreaterThan(above[2]);
}

/** The preview's "in → out" for a limit, counted from the sample's file. */
function sampleWords(limit: number): string {
  const file = new URL('../examples/shop-streams/samples/order-events/monday-peak.jsonl', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const out = lines.filter((line) => {
    try {
      const { amount } = JSON.parse((JSON.parse(line) as { value: string }).value) as { amount: unknown };
      return typeof amount === 'number' && amount > limit;
    } catch {
      return false;
    }
  });
  return `${lines.length} in → ${out.length} out`;
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog).toContainText('v1 → v2');
  await dialog.getByRole('button', { name: 'Publish v2', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function deploy(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Deploy ▾' }).click();
  await page.getByRole('menuitem', { name: /^Deploy v2…/ }).click();
  return carryOut(page, {
    title: `Deploy ${pipeline} v1 → v2`,
    button: 'Deploy v2',
    done: `${pipeline} v2 is running`,
  });
}

async function watchRuns(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Running v2' })).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }));
  for (const name of ['In', 'Behind', 'Read']) await expectToMove(page, name);
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true);
}

async function newRowsSatisfy(page: Page, since: number): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(async () => {
    const fresh = (await newestOrders(page)).filter(({ ingestedAt }) => ingestedAt > since);
    expect(fresh.length).toBeGreaterThan(10);
    expect(Math.min(...fresh.map(({ amount }) => amount))).toBeGreaterThan(above[2]);
  }).toPass({ timeout: 60_000 });
}

async function rollBack(page: Page): Promise<number> {
  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('list', { name: 'Versions' }).getByRole('button', { name: /^v1/ }).click();
  await page.getByRole('button', { name: 'Roll back to v1…' }).click();
  return carryOut(page, {
    title: `Roll back ${pipeline} v2 → v1`,
    button: 'Roll back to v1',
    done: `${pipeline} v1 is running`,
  });
}

async function smallAmountsComeAgain(page: Page, since: number): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Running v1' })).toBeVisible();
  await expect(async () => {
    const fresh = (await newestOrders(page)).filter(({ ingestedAt }) => ingestedAt > since);
    expect(fresh.some(({ amount }) => amount <= above[2])).toBe(true);
  }).toPass({ timeout: 60_000 });
}

async function stopAndBalance(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Stopped' })).toBeVisible({ timeout: 60_000 });
  const [read, written, filtered, setAside] = await Promise.all(
    ['Read', 'Written', 'Filtered', 'Set aside'].map((name) => tile(page, name)),
  );
  expect(read).toBe((written ?? 0) + (filtered ?? 0) + (setAside ?? 0));
}

/** The topic by a Kafka client and the table by DuckDB, neither of them through the product. */
async function checkFromOutside(page: Page): Promise<void> {
  expect((await reigns(pipeline)).map(({ version }) => version)).toEqual([1, 2, 1]);
  const expected = await expectedOrders(pipeline, above);
  const ids = (await readTable('orders', ['order_id'])).map(([id]) => id ?? '');
  expect(new Set(ids).size, 'rows written twice').toBe(ids.length);
  expect(ids.toSorted()).toEqual(expected.ids.toSorted());
  expect(await tile(page, 'Read')).toBe(expected.read);
  expect(await tile(page, 'Written')).toBe(ids.length);
  expect(await tile(page, 'Set aside')).toBe(expected.setAside);
}
