import { expect, test } from '@playwright/test';
import { readTable } from './support/iceberg';
import { carryOut, tile } from './support/pages';
import { importStartProject, send, sendVisits } from './support/start-project';

test('a record that was set aside is mended and replayed, and lands in the table once', async ({ page }) => {
  test.setTimeout(600_000);
  const { slug, pipeline, topic, table } = await importStartProject(page);
  await sendVisits(topic, [0, 1, 2]);
  await send(topic, [{ value: '{"visit_id": "v-3"' }]);
  await test.step('the pipeline sets it aside and goes on', async () => {
    await page.goto(`/pipelines/${pipeline}/runs?project=${slug}`);
    await page.getByRole('button', { name: 'Deploy ▾' }).click();
    await page.getByRole('menuitem', { name: /^Deploy v1…/ }).click();
    const done = `${pipeline} v1 is running`;
    await carryOut(page, { title: `Deploy ${pipeline} v1`, button: 'Deploy v1', done });
    await expect.poll(() => tile(page, 'Set aside').catch(() => -1), { timeout: 120_000 }).toBe(1);
  });
  await test.step('it is mended and replayed on the Data tab', async () => {
    await page.goto(`/pipelines/${pipeline}/data?project=${slug}&part=set-aside`);
    await page.getByRole('button', { name: 'Show the value at offset 3' }).click();
    await page.getByRole('button', { name: 'Mend and replay…' }).click();
    await expect(page.getByLabel('Value to replay')).toBeFocused();
    await expect(page.getByLabel('Value to replay')).toHaveValue('{"visit_id": "v-3"');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Mend and replay…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByLabel('Value to replay').fill('{"visit_id": "v-3"}');
    await page.getByRole('button', { name: 'Replay this value' }).click();
    await expect(page.getByText('Replayed', { exact: true })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText('1 of them replayed')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Replay all…' })).toBeHidden();
  });
  await test.step('the table holds it once, and the counts agree', async () => {
    await page.goto(`/pipelines/${pipeline}/runs?project=${slug}`);
    await expect.poll(() => tile(page, 'Written').catch(() => -1), { timeout: 120_000 }).toBe(4);
    expect(await tile(page, 'Set aside')).toBe(0);
    const rows = (await readTable(table, ['visit_id'])).map(([id]) => id ?? '');
    expect(rows.sort()).toEqual(['v-0', 'v-1', 'v-2', 'v-3']);
  });
});
