import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openEditor } from './support/pages';

type Screen = { name: string; open(page: Page): Promise<void> };

const tab = (path: string, sign: string) => async (page: Page) => {
  await page.goto(path);
  await expect(page.getByText(sign).first()).toBeVisible();
};

const button = (path: string, name: string, title: string | RegExp) => async (page: Page) => {
  await page.goto(path);
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('dialog', { name: title })).toBeVisible();
};

const screens: Screen[] = [
  { name: 'list', open: tab('/pipelines', 'order-events') },
  { name: 'edit', open: (page) => openEditor(page, 'order-events') },
  { name: 'edit with a problem', open: openAggregated },
  { name: 'runs', open: tab('/pipelines/order-events/runs', 'Records per second') },
  { name: 'versions', open: tab('/pipelines/order-events/versions', 'revision 1') },
  { name: 'data', open: tab('/pipelines/order-events/data', 'order_id') },
  { name: 'set aside', open: tab('/pipelines/order-events/data?part=set-aside', 'not a DOUBLE') },
  { name: 'runners', open: tab('/runners', 'runner-1') },
  { name: 'settings', open: tab('/settings', 'local kafka') },
  { name: 'new connection', open: button('/settings', 'New connection', 'New connection') },
  {
    name: 'command palette',
    open: button('/pipelines', 'Search or run a command', 'Search or run a command'),
  },
  { name: 'new pipeline', open: button('/pipelines', 'New pipeline', /New pipeline/) },
  { name: 'publish dialog', open: button('/pipelines/order-events/edit', 'Publish…', 'Publish') },
  { name: 'deploy dialog', open: openDeployPlan },
];

async function openAggregated(page: Page): Promise<void> {
  await page.goto('/pipelines/bid-events-aggregated/edit');
  await expect(page.locator('.penstock-problem').first()).toBeVisible();
}

async function openDeployPlan(page: Page): Promise<void> {
  await page.goto('/pipelines/order-events/runs');
  await page.getByRole('button', { name: 'Deploy ▾' }).click();
  await page.getByRole('menuitem', { name: /^Deploy v\d+ again…/ }).click();
  await expect(page.getByRole('dialog').getByText('Reads on')).toBeVisible();
}

for (const screen of screens) {
  test(`${screen.name}: no accessibility violation in either theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await screen.open(page);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    expect(await violations(new AxeBuilder({ page }))).toEqual([]);
    // the other theme has the same elements in other colours
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(await violations(new AxeBuilder({ page }).withRules(['color-contrast']))).toEqual([]);
  });
}

async function violations(axe: AxeBuilder): Promise<{ id: string; nodes: string[] }[]> {
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  }));
}
