import { expect, type Locator, type Page } from '@playwright/test';

/** A pipeline's page with the editor's language worker ready. */
export async function openEditor(page: Page, pipeline: string): Promise<void> {
  await page.goto(`/pipelines/${pipeline}/edit`);
  await expect(page.locator('.monaco-editor .view-lines').first()).toBeVisible();
  await expect(page.getByTestId('preview-headline')).toBeVisible({ timeout: 60_000 });
}

/** Replaces the end of the SQL line that holds `line` by typing, as a person does. */
export async function retypeLineEnd(page: Page, line: string, ending: string, typed: string): Promise<void> {
  await page.locator('.view-line', { hasText: line }).first().click();
  await page.keyboard.press('End');
  for (const _ of ending) await page.keyboard.press('Backspace');
  await page.keyboard.type(typed);
}

/** One number of the Runs tab by its label: "1,234" and "22 / s" become 1234 and 22. */
export async function tile(page: Page, name: string): Promise<number> {
  return readNumber((await tileOf(page, name).textContent()) ?? '');
}

function tileOf(page: Page, name: string): Locator {
  return page
    .locator('dl > div')
    .filter({ has: page.getByRole('term').getByText(name, { exact: true }) })
    .getByRole('definition');
}

function readNumber(text: string): number {
  const number = Number(/-?[\d,]+(\.\d+)?/.exec(text)?.[0].replaceAll(',', ''));
  if (Number.isNaN(number)) throw new Error(`not a number: ${text}`);
  return number;
}

/** Waits until a tile has shown this many different numbers, without anything done to the page. */
export async function expectToMove(page: Page, name: string, values = 3): Promise<void> {
  const seen = new Set<number>();
  await expect(async () => {
    seen.add(await tile(page, name));
    expect(seen.size, `different numbers of "${name}"`).toBeGreaterThanOrEqual(values);
  }).toPass({ timeout: 60_000, intervals: [250] });
}

export type OrderRow = { amount: number; ingestedAt: number };

/** The rows of the Data tab as read anew. */
export async function newestOrders(page: Page): Promise<OrderRow[]> {
  const table = page.getByRole('table', { name: 'Newest rows of orders' });
  const refresh = page.getByRole('button', { name: 'Refresh' });
  const answer = page.waitForResponse((response) => response.url().includes('tableRows.newest'));
  await refresh.click();
  await answer;
  await expect(refresh).toBeEnabled();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
  return rows.map((cells) => ({
    amount: Number(cells[2]),
    ingestedAt: Date.parse(`${cells[5]?.replace(' ', 'T')}Z`),
  }));
}

/** Carries a plan out in the open dialog and waits until its steps are done. Returns the time at which it ran. */
export async function carryOut(
  page: Page,
  plan: { title: string; button: string; done: string },
): Promise<number> {
  await expect(page.getByRole('dialog', { name: plan.title })).toBeVisible();
  await page.getByRole('button', { name: plan.button, exact: true }).click();
  await expect(page.getByRole('dialog', { name: plan.done })).toBeVisible({ timeout: 90_000 });
  const at = Date.now();
  await page.getByRole('button', { name: 'Done' }).click();
  return at;
}
