import { describe, expect, it } from 'vitest';
import { analyze } from '../../analysis';
import { readTables } from '../../ddl/read-tables';
import { formatType } from '../../types/format-type';
import type { AnalyzeOptions, TableSchema } from '../schema';

const { tables } = readTables([
  `CREATE TABLE bids (bid_id STRING NOT NULL, user_id BIGINT, price DECIMAL(10, 2), ts TIMESTAMP(3),
     proc AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)`,
  `CREATE TABLE users (user_id BIGINT, name STRING, tags ARRAY<STRING>, PRIMARY KEY (user_id) NOT ENFORCED)`,
  `CREATE TABLE totals (user_id BIGINT, total DECIMAL(38, 2) NOT NULL)`,
]);
const inputs: Record<string, TableSchema> = {};
for (const [name, definition] of tables) {
  const columns = definition.columns.flatMap((c) => (c.kind === 'computed' ? [] : [c]));
  inputs[name] = { name, columns, definition, appendOnly: name === 'totals' };
}
const run = (sql: string, extra: Partial<AnalyzeOptions> = {}) =>
  analyze(sql, { source: { name: 'source', columns: [] }, inputs, inserts: true, ...extra });
const output = (sql: string): string[] => {
  const { output: columns, diagnostics } = run(sql);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return (columns ?? []).map((c) => `${c.name} ${formatType(c.type)}`);
};
const errors = (sql: string, extra: Partial<AnalyzeOptions> = {}): string[] =>
  run(sql, extra).diagnostics.flatMap((d) => (d.severity === 'error' ? [d.code] : []));

describe('queries over several relations', () => {
  it('outer joins make the other side nullable, equal names are told apart', () => {
    expect(
      output('SELECT b.user_id, u.user_id, name FROM bids b LEFT JOIN users u ON b.user_id = u.user_id'),
    ).toEqual(['user_id BIGINT', 'user_id0 BIGINT', 'name STRING']);
    expect(output('SELECT u.user_id FROM bids b JOIN users u ON b.user_id = u.user_id')).toEqual([
      'user_id BIGINT NOT NULL',
    ]);
    expect(errors('SELECT user_id FROM bids b JOIN users u ON b.user_id = u.user_id')).toEqual([
      'ambiguous_column',
    ]);
    expect(errors('SELECT 1 FROM bids JOIN users')).toEqual(['syntax']);
  });

  it('USING gives the key once, and not NULL where a side never is', () => {
    expect(output('SELECT * FROM users JOIN totals USING (user_id)')).toEqual([
      'user_id BIGINT NOT NULL',
      'name STRING',
      'tags ARRAY<STRING>',
      'total DECIMAL(38, 2) NOT NULL',
    ]);
  });

  it('WITH, subqueries in FROM and their names', () => {
    expect(
      output('WITH t (a, b) AS (SELECT user_id, price FROM bids) SELECT x.b, a FROM (SELECT * FROM t) AS x'),
    ).toEqual(['b DECIMAL(10, 2)', 'a BIGINT']);
    expect(errors('SELECT c FROM (SELECT user_id FROM bids) t')).toEqual(['unknown_column']);
  });

  it('set operations take common types and the first names', () => {
    expect(
      output("SELECT 1 AS a, CAST('x' AS CHAR(1)) AS b UNION ALL SELECT CAST(NULL AS BIGINT), 'long'"),
    ).toEqual(['a BIGINT', 'b VARCHAR(4) NOT NULL']);
    expect(errors('SELECT user_id FROM bids UNION SELECT user_id, name FROM users')).toEqual([
      'type_mismatch',
    ]);
  });

  it('UNNEST gives a row per element', () => {
    expect(output('SELECT name, tag FROM users CROSS JOIN UNNEST(tags) AS t (tag)')).toEqual([
      'name STRING',
      'tag STRING',
    ]);
    expect(errors('SELECT 1 FROM users CROSS JOIN UNNEST(name) AS t (x)')).toEqual(['argument_type']);
  });

  it('subqueries as values and conditions see the query around', () => {
    expect(
      output(
        'SELECT user_id, (SELECT MAX(name) FROM users) AS m FROM bids b WHERE EXISTS (SELECT 1 FROM users u WHERE u.user_id = b.user_id)',
      ),
    ).toEqual(['user_id BIGINT', 'm STRING']);
    expect(errors('SELECT 1 FROM bids WHERE user_id IN (SELECT user_id, name FROM users)')).toEqual([
      'type_mismatch',
    ]);
  });
});

describe('groups and windows', () => {
  it('keys that a grouping set leaves out are nullable', () => {
    expect(
      output(
        'SELECT bid_id, user_id, COUNT(*) AS n FROM bids GROUP BY GROUPING SETS ((bid_id, user_id), (user_id))',
      ),
    ).toEqual(['bid_id STRING', 'user_id BIGINT', 'n BIGINT NOT NULL']);
  });

  it('an aggregate with FILTER or over no groups may be NULL', () => {
    expect(output('SELECT MAX(bid_id) AS a, COUNT(*) AS n FROM bids')).toEqual([
      'a STRING',
      'n BIGINT NOT NULL',
    ]);
    expect(output('SELECT MAX(bid_id) AS a FROM bids GROUP BY user_id')).toEqual(['a STRING NOT NULL']);
    expect(output('SELECT MAX(bid_id) FILTER (WHERE price > 1) AS a FROM bids GROUP BY user_id')).toEqual([
      'a STRING',
    ]);
  });

  it('OVER is ordered by time, over one window', () => {
    expect(output('SELECT SUM(price) OVER (PARTITION BY user_id ORDER BY ts) AS s FROM bids')).toEqual([
      's DECIMAL(38, 2)',
    ]);
    expect(
      output('SELECT MAX(bid_id) OVER (ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS m FROM bids'),
    ).toEqual(['m STRING']);
    const byPrice = 'SELECT SUM(price) OVER (ORDER BY price) AS s FROM bids';
    expect(errors(byPrice, { flinkVersion: '1.20' })).toEqual(['window_not_time_attribute']);
    expect(errors(byPrice)).toEqual([]);
    expect(errors('SELECT SUM(price) OVER (ORDER BY ts DESC) FROM bids')).toEqual([
      'window_not_time_attribute',
    ]);
    expect(
      errors(
        'SELECT SUM(price) OVER (ORDER BY ts), COUNT(*) OVER (PARTITION BY user_id ORDER BY ts) FROM bids',
      ),
    ).toEqual(['window_arguments']);
  });

  it('a Top-N needs its end, and ROW_NUMBER', () => {
    const ranked = (fn: string, where: string): string =>
      `SELECT * FROM (SELECT bid_id, ${fn}() OVER (PARTITION BY user_id ORDER BY price) AS rn FROM bids) WHERE ${where}`;
    expect(output(ranked('ROW_NUMBER', 'rn <= 3'))).toEqual(['bid_id STRING NOT NULL', 'rn BIGINT NOT NULL']);
    expect(errors(ranked('ROW_NUMBER', 'rn > 3'))).toEqual(['window_arguments']);
    expect(errors(ranked('RANK', 'rn <= 3'))).toEqual(['window_arguments']);
  });

  it('window table functions over a table of WITH, with named arguments', () => {
    expect(
      output(
        "WITH b AS (SELECT * FROM bids) SELECT window_start, window_time, SUM(price) AS s FROM TABLE(TUMBLE(DATA => TABLE b, TIMECOL => DESCRIPTOR(ts), SIZE => INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, window_time",
      ),
    ).toEqual([
      'window_start TIMESTAMP(3) NOT NULL',
      'window_time TIMESTAMP(3) NOT NULL',
      's DECIMAL(38, 2)',
    ]);
    expect(
      errors(
        "SELECT * FROM TABLE(CUMULATE(TABLE bids, DESCRIPTOR(ts), INTERVAL '2' MINUTE, INTERVAL '3' MINUTE))",
      ),
    ).toEqual(['window_arguments']);
  });

  it('a group that no window closes loses the time attribute', () => {
    expect(
      errors("SELECT * FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))", {
        inputs: { t: { name: 't', columns: [] } },
      }),
    ).toEqual(['unknown_column']);
    expect(
      errors(
        "WITH t AS (SELECT ts FROM bids GROUP BY ts) SELECT * FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))",
      ),
    ).toEqual(['window_not_time_attribute']);
  });
});

describe('what happens to the rows', () => {
  it.each([
    ['SELECT user_id FROM bids', 'I'],
    ['SELECT user_id, COUNT(*) FROM bids GROUP BY user_id', 'I,UA'],
    ['SELECT c, COUNT(*) FROM (SELECT COUNT(*) AS c FROM bids GROUP BY user_id) GROUP BY c', 'I,UA,D'],
    ['SELECT user_id, COUNT(*) FROM bids GROUP BY user_id HAVING COUNT(*) > 1', 'I,UB,UA'],
    [
      "SELECT window_end, COUNT(*) FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end",
      'I',
    ],
    ['SELECT * FROM bids b LEFT JOIN users u ON b.user_id = u.user_id', 'I,UA,D'],
    [
      "SELECT a.ts FROM bids a LEFT JOIN bids b ON a.user_id = b.user_id AND a.ts BETWEEN b.ts AND b.ts + INTERVAL '1' MINUTE",
      'I',
    ],
  ])('%s: %s', (sql, kinds) => {
    expect(run(sql).changelogMode.join(',')).toBe(kinds);
  });
});

describe('INSERT INTO a declared table', () => {
  it('checks columns, updates and what is left out', () => {
    expect(errors('INSERT INTO totals SELECT user_id, price FROM bids')).toEqual([]);
    expect(errors('INSERT INTO totals (user_id) SELECT user_id FROM bids')).toEqual(['sink_nullability']);
    expect(errors('INSERT INTO totals SELECT user_id, SUM(price) FROM bids GROUP BY user_id')).toEqual([
      'sink_updates',
    ]);
    expect(errors('INSERT INTO totals SELECT user_id FROM bids', { inserts: false })).toEqual([
      'statement_not_allowed',
    ]);
  });
});

describe('the embedded engine', () => {
  it('refuses by name what one SELECT over one table is not', () => {
    const { engines, query, diagnostics } = run(
      'SELECT u.name FROM bids b JOIN users u ON b.user_id = u.user_id',
    );
    expect(diagnostics).toEqual([]);
    expect(query).toBeNull();
    expect(engines.embedded.ok ? [] : engines.embedded.reasons.map((r) => r.code)).toContain(
      'embedded_unsupported',
    );
    expect(engines.flink.ok).toBe(true);
  });
});
