import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, it } from 'vitest';
import { evaluate, openConnection } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

const nan = 'LN(-d)';
const nothing = 'CAST(NULL AS DOUBLE)';

it.each([
  [`${nan} > 1`, 'false'],
  [`${nan} >= ${nan}`, 'false'],
  [`1 < ${nan}`, 'false'],
  [`d <= ${nan}`, 'false'],
  [`${nan} < 1`, 'false'],
  [`${nan} = ${nan}`, 'false'],
  [`${nan} <> ${nan}`, 'true'],
  [`${nan} <> d`, 'true'],
  [`${nan} > ${nothing}`, null],
  [`${nan} = ${nothing}`, null],
  [`${nan} <> ${nothing}`, null],
  [`${nan} BETWEEN 0 AND 1`, 'false'],
  [`${nan} IN (d, ${nan})`, 'false'],
  ['d > 0.2', 'true'],
  [`${nothing} > 1`, null],
])('%s is %s: NaN is neither less, equal nor greater', async (expression, expected) => {
  expect(await evaluate(connection, expression)).toBe(expected);
});
