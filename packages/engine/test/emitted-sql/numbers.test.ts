import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, refused } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

describe('numbers', () => {
  it.each([
    ['d / CAST(zero AS DOUBLE)', 'inf'],
    ['MOD(n, price)', '-7.00'],
    ['n % CAST(3 AS DECIMAL(1, 0))', '-1'],
    ['CAST(5 AS DECIMAL(19, 0)) % n', '5'],
    ['price / 7', '1.4285714285714'],
    ['ROUND(CAST(127 AS TINYINT), -1)', '-126'],
    ['ROUND(d, -1)', '0.0'],
    ['ROUND(CAST(NULL AS DECIMAL(5, 4)), 3)', null],
    ['TRUNCATE(42.345)', '42'],
    ['TRUNCATE(CAST(0.45 AS FLOAT), 2)', '0.44'],
    ['SIGN(price)', '1.00'],
    ['SIGN(n)', '-1'],
    ['CEIL(CAST(4.5 AS FLOAT))', '5.0'],
    ['LN(zero)', '-inf'],
    ['LN(n)', 'nan'],
    ['LOG(10, 100)', '2.0'],
    ['LOG(1, 10)', 'inf'],
    ['LOG10(43)', '1.6334684555795864'],
    ['SQRT(n)', 'nan'],
    ['POWER(zero, -1)', 'inf'],
    ['POWER(n, 2)', '49.0'],
    ['ACOS(n)', 'nan'],
    ['SIN(CAST(NULL AS DOUBLE))', null],
    ['COT(zero)', 'inf'],
    ['zero IN (0.5)', 'true'],
    ["n IN ('-7')", 'true'],
    ["'12' > 5", 'true'],
    ["'99999999999' > n", 'true'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each(['1 / CAST(0.00 AS FLOAT)', 'price / zero', 'n / zero', "'abc' > n", "n IN ('x')"])(
    '%s fails',
    async (expression) => {
      await expect(evaluate(connection, expression)).rejects.toThrow();
    },
  );

  it.each(['TRUNCATE(small)', 'SIGN(small)', 'ROUND(price, n)', "flag = 'true'"])(
    '%s is refused',
    (expression) => {
      expect(refused(expression)).toBe(true);
    },
  );
});
