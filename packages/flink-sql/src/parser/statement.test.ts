import { describe, expect, it } from 'vitest';
import { parse } from './parse';

const read = (sql: string, flinkVersion: '1.20' | '2.x' = '2.x') => {
  const { statements, diagnostics } = parse(sql, { flinkVersion });
  return { statements, errors: diagnostics.map((d) => [d.range.start, d.message]) };
};
const errors = (sql: string, flinkVersion: '1.20' | '2.x' = '2.x') => read(sql, flinkVersion).errors;

describe('statements', () => {
  it('CREATE TABLE has its clauses in the tree', () => {
    const { statements, errors: wrong } = read(
      "CREATE TABLE IF NOT EXISTS t (a INT, UNIQUE (a)) COMMENT 'c' DISTRIBUTED BY HASH(a) INTO 4 BUCKETS " +
        "PARTITIONED BY (a) WITH ('k' = 'v' 'w') LIKE db.u (INCLUDING ALL)",
    );
    expect(wrong).toEqual([]);
    expect(statements[0]).toMatchObject({
      kind: 'create-table',
      ifNotExists: true,
      comment: 'c',
      constraints: [{ kind: 'unique', enforced: null }],
      distribution: { method: 'HASH', buckets: 4 },
      partitionedBy: [{ name: 'a' }],
      options: [{ key: 'k', value: 'vw' }],
      like: { features: ['INCLUDING ALL'] },
    });
  });

  it('columns without types belong to CREATE TABLE … AS', () => {
    expect(errors('CREATE TABLE t (a, b) AS SELECT 1, 2')).toEqual([]);
    expect(errors('CREATE TABLE t (a INT, b)').length).toBe(1);
    expect(errors('CREATE TABLE t (a, b)').length).toBe(1);
  });

  it('statement set, EXPLAIN and settings', () => {
    expect(
      read(
        "EXECUTE STATEMENT SET BEGIN INSERT INTO a (x) SELECT 1; INSERT INTO b SELECT 2; END; RESET; SET 'k' = 'v'",
      ).statements,
    ).toMatchObject([
      { kind: 'statement-set', inserts: [{ columns: [{ name: 'x' }] }, { columns: [] }] },
      { kind: 'reset', key: null },
      { kind: 'set', key: 'k', value: 'v' },
    ]);
    expect(read('EXPLAIN ESTIMATED_COST, PLAN_ADVICE INSERT INTO t SELECT 1').statements).toMatchObject([
      { kind: 'explain', statement: { kind: 'insert' } },
    ]);
  });

  it('what is not read further is named', () => {
    expect(read('SHOW TABLES; DROP TABLE t; ALTER TABLE t RENAME TO u').statements).toMatchObject([
      { kind: 'other', what: 'SHOW TABLES' },
      { kind: 'other', what: 'DROP TABLE' },
      { kind: 'other', what: 'ALTER TABLE' },
    ]);
  });

  it('MATCH_RECOGNIZE has its clauses in the tree', () => {
    const { statements, errors: wrong } = read(
      'SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts MEASURES LAST(B.x) AS last_x ' +
        'ALL ROWS PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B{2,} C??) DEFINE B AS B.x > A.x) m',
    );
    expect(wrong).toEqual([]);
    expect(statements[0]).toMatchObject({
      query: {
        body: {
          from: {
            alias: { name: { name: 'm' } },
            match: {
              allRows: true,
              skip: 'PAST LAST ROW',
              variables: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
              definitions: [{ name: { name: 'B' } }],
            },
          },
        },
      },
    });
  });
});

describe('the versions of the grammar', () => {
  it.each([
    ['SELECT * FROM f(1)', 1, 0],
    ['INSERT INTO t SELECT a FROM u ON CONFLICT DO NOTHING', 1, 0],
    ['SELECT a.model FROM a', 1, 0],
    ['ALTER TABLE t COMPACT', 0, 1],
    ['SELECT 1 AS variant', 0, 1],
    ["SELECT DATE '2024-13-01'", 1, 0],
  ])('%s', (sql, before, since) => {
    expect([errors(sql, '1.20').length, errors(sql).length]).toEqual([before, since]);
  });
});

describe('what Flink refuses', () => {
  it.each([
    'SELECT (*) FROM t',
    'SELECT COUNT(*, 1) FROM t',
    'SELECT COUNT(DISTINCT ) FROM t',
    'SELECT SUBSTRING(a) FROM t',
    'SELECT a WHERE a > 1',
    'SELECT /*+ A(t) */ /*+ B(t) */ * FROM t',
    'SELECT * FROM (t)',
    'SELECT * FROM t OUTER JOIN u ON a = b',
    'SELECT * FROM t, u ON a = b',
    'SELECT a FROM t FETCH FIRST ROWS ONLY',
  ])('%s', (sql) => {
    expect(errors(sql).length).toBeGreaterThan(0);
  });

  it('an operator without an operand is marked itself', () => {
    expect(errors('SELECT a FROM t WHERE a > > 1')[0]?.[0]).toBe(24);
    expect(errors('SELECT a FROM t WHERE a IS ONT NULL')[0]?.[0]).toBe(24);
  });
});
