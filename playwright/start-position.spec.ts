import { expect, type Page, test } from '@playwright/test';
import { recreateTopic } from '../packages/local-stack/src/testing/kafka-admin';
import { readTable } from './support/iceberg';
import { carryOut, tile } from './support/pages';
import { brokers } from './support/stack';
import { importStartProject, type StartProject, sendVisits } from './support/start-project';

test.use({ timezoneId: 'UTC' });

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const visits = (...lists: number[][]) =>
  lists
    .flat()
    .map((n) => `v-${n}`)
    .sort();

test('a first deploy begins where the person says, and a topic that was made again is gone on with by a choice', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const project = await importStartProject(page);
  await sendVisits(project.topic, numbers(0, 30));
  await test.step('the plan counts the messages since a named time', () => deployFromTime(page, project));
  await test.step('as many are read', () => expectRows(page, project, visits(numbers(20, 30))));
  await test.step('the topic is made again, and the page says that it holds', async () => {
    await recreateTopic(brokers(), project.topic, 1);
    await sendVisits(project.topic, numbers(100, 105));
    await expect(page.getByRole('region', { name: 'Problem' })).toContainText('id changed', {
      timeout: 180_000,
    });
  });
  await test.step('a chosen start is the way on', () => chooseStart(page, project));
  await test.step('rows come, and those so far stay', () =>
    expectRows(page, project, visits(numbers(20, 30), numbers(100, 105))));
});

async function deployFromTime(page: Page, { slug, pipeline }: StartProject): Promise<void> {
  await page.goto(`/pipelines/${pipeline}/runs?project=${slug}`);
  await page.getByRole('button', { name: 'Deploy ▾' }).click();
  await page.getByRole('menuitem', { name: /^Deploy v1…/ }).click();
  const start = page.getByRole('dialog').getByRole('group', { name: 'Start' });
  await expect(start.getByRole('radio', { name: /oldest message 30 messages to read/ })).toBeChecked();
  await expect(start.getByRole('radio', { name: /Only new messages/ })).toHaveAccessibleDescription(
    /30 messages before that are not read/,
  );
  await start.getByRole('radio', { name: /From a time/ }).check();
  await start.getByLabel('Time to start from').fill('2024-10-20T12:19:30');
  await expect(start).toContainText('10 messages to read');
  await expect(start).toContainText('20 messages before that are not read: their rows will be missing.');
  await carryOut(page, {
    title: `Deploy ${pipeline} v1`,
    button: 'Deploy v1',
    done: `${pipeline} v1 is running`,
  });
}

async function chooseStart(page: Page, { pipeline }: StartProject): Promise<void> {
  await page.getByRole('button', { name: 'Choose where to start…' }).click();
  const start = page.getByRole('dialog').getByRole('group', { name: 'Start' });
  await expect(start).toContainText('The messages are in another topic than before');
  await expect(start.getByRole('radio', { name: /oldest message 5 messages to read/ })).toBeChecked();
  await carryOut(page, {
    title: `Deploy ${pipeline} v1 again`,
    button: 'Deploy v1',
    done: `${pipeline} v1 is running`,
  });
}

/** By the page's own count and by a reader of the table from outside. */
async function expectRows(page: Page, { table }: StartProject, expected: string[]): Promise<void> {
  await expect.poll(() => tile(page, 'Written').catch(() => -1), { timeout: 120_000 }).toBe(expected.length);
  const rows = (await readTable(table, ['visit_id'])).map(([id]) => id ?? '');
  expect(rows.sort()).toEqual(expected);
}
