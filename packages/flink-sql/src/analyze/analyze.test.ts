import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis';
import { applyEdits } from '../diagnostics/diagnostic';
import { bidEvents, columns } from '../testing/schema';
import { formatType } from '../types/format-type';

const source = bidEvents;
const run = (sql: string, extra: Partial<Parameters<typeof analyze>[1]> = {}) =>
  analyze(sql, { source, ...extra });
const output = (sql: string): string[] =>
  (run(sql).output ?? []).map((c) => `${c.name} ${formatType(c.type)}`);
const codes = (sql: string): string[] => run(sql).diagnostics.map((d) => d.code);

describe('analyze', () => {
  it('gives the output columns with Flink types', () => {
    expect(
      output(
        "SELECT *, price * 2 AS p2, price / 3 AS third, quantity / 2, device.screen.width, tags[1] AS tag, COALESCE(status, 'none') AS s FROM {source_table}",
      ).slice(9),
    ).toEqual([
      'p2 DECIMAL(21, 2)',
      'third DECIMAL(21, 13)',
      'EXPR$11 INT',
      'width INT',
      'tag STRING',
      's STRING NOT NULL',
    ]);
  });

  it('says which column was meant, and fixes it', () => {
    const sql = 'SELECT amnt FROM {source_table}';
    const [d] = run(sql).diagnostics;
    expect(d?.message).toBe('There is no column amnt in bid-events. Did you mean amount?');
    expect(run(applyEdits(sql, d?.fixes?.[0]?.edits ?? [])).diagnostics).toEqual([]);
  });

  it('reports independent errors of all clauses in one pass', () => {
    const sql =
      "SELECT UPPR(status), SUBSTRING(status), LOWER(amount), tags = 'x' FROM {source_table} WHERE COUNT(*) > 1 AND statuss = 'a'";
    expect(codes(sql)).toEqual([
      'unknown_function',
      'argument_count',
      'argument_type',
      'type_mismatch',
      'misplaced_aggregate',
      'unknown_column',
    ]);
  });

  it('a text equal to a number is refused with both casts offered', () => {
    const [d] = run('SELECT bid_id FROM {source_table} WHERE status = 5').diagnostics;
    expect(d?.code).toBe('type_mismatch');
    expect(d?.fixes?.map((f) => f.edits[0]?.newText)).toEqual(['CAST(status AS INT)', 'CAST(5 AS STRING)']);
  });

  it('a column beside an aggregate must be grouped, and the fix groups it', () => {
    const sql = 'SELECT user_id, status, COUNT(*) AS n FROM {source_table} GROUP BY user_id -- per user';
    const [d] = run(sql).diagnostics;
    expect(d?.code).toBe('missing_group_by');
    const fixed = applyEdits(sql, d?.fixes?.[0]?.edits ?? []);
    expect(fixed).toBe(
      'SELECT user_id, status, COUNT(*) AS n FROM {source_table} GROUP BY user_id, status -- per user',
    );
    expect(codes(fixed)).toEqual([]);
  });

  it('the case of a name counts, as in Flink', () => {
    expect(codes('SELECT Bid_Id FROM {source_table}')).toEqual(['unknown_column']);
  });

  it('other statements and what is not understood yet are named', () => {
    expect(run('CREATE TABLE t (a INT)').diagnostics[0]?.message).toContain('CREATE TABLE');
    expect(codes('INSERT INTO t SELECT bid_id FROM {source_table}')).toEqual(['statement_not_allowed']);
    const pattern = run(
      'SELECT * FROM {source_table} MATCH_RECOGNIZE (PATTERN (a b) DEFINE a AS user_id = 1)',
    );
    expect(pattern.diagnostics.map((d) => [d.code, d.severity])).toEqual([['not_understood_yet', 'warning']]);
    const join = run('SELECT a.bid_id FROM {source_table} a JOIN b ON a.bid_id = b.bid_id', {
      inputs: { b: source },
    });
    expect(join.diagnostics).toEqual([]);
    expect(join.engines.flink.ok).toBe(true);
    expect(join.engines.embedded.ok).toBe(false);
  });

  it('knows functions by version', () => {
    expect(codes("SELECT STARTSWITH(status, 'a') FROM {source_table}")).toEqual([]);
    const old = run("SELECT STARTSWITH(status, 'a') FROM {source_table}", { flinkVersion: '1.20' });
    expect(old.diagnostics[0]?.code).toBe('unknown_function');
  });

  it('lineage leads from output to stored columns', () => {
    const { columnOrigins } = run(
      'SELECT device.os AS os, CONCAT(status, bid_id) AS label, 1 AS one FROM {source_table}',
    );
    expect(columnOrigins).toEqual([
      { column: 'os', sources: ['device'] },
      { column: 'label', sources: ['bid_id', 'status'] },
      { column: 'one', sources: [] },
    ]);
  });

  it('ten thousand terms end in bounded time without a stack overflow', () => {
    const many = Array.from({ length: 10_000 }, () => 'user_id');
    expect(run(`SELECT ${many.join(' + ')} AS v FROM {source_table}`).output?.length).toBe(1);
    expect(
      run(`SELECT bid_id FROM {source_table} WHERE ${many.map((m) => `${m} = 1`).join(' AND ')}`).diagnostics,
    ).toEqual([]);
  });

  it('never throws on expressions put together at random', () => {
    const leaf = fc.constantFrom(
      'user_id',
      'amount',
      'price',
      'status',
      'tags',
      'device',
      'device.os',
      'NULL',
      '1',
      '2.5',
      "'a'",
      'TRUE',
      'nope',
      "INTERVAL '1' DAY",
      "DATE '2024-01-01'",
      'CURRENT_TIMESTAMP',
    );
    const expr = fc.letrec<{ e: string }>((tie) => ({
      e: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('e'), fc.constantFrom('+', '-', '*', '/', '%', '||', '=', '<', 'AND', 'OR'), tie('e'))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc
          .tuple(
            fc.constantFrom(
              'ABS',
              'UPPER',
              'COUNT',
              'SUM',
              'COALESCE',
              'ROUND',
              'IF',
              'TUMBLE',
              'EXTRACT',
              'NOPE',
            ),
            fc.array(tie('e'), { maxLength: 3 }),
          )
          .map(([f, a]) => `${f}(${a.join(', ')})`),
        fc
          .tuple(tie('e'), fc.constantFrom('INT', 'STRING', 'DECIMAL(5, 2)', 'TIMESTAMP(3)', 'ARRAY<INT>'))
          .map(([a, t]) => `CAST(${a} AS ${t})`),
        fc.tuple(tie('e'), tie('e'), tie('e')).map(([a, b, c]) => `CASE WHEN ${a} THEN ${b} ELSE ${c} END`),
      ),
    }));
    fc.assert(
      fc.property(expr.e, (text) => {
        const analysis = run(`SELECT ${text} AS v FROM {source_table}`);
        const errors = analysis.diagnostics.some((d) => d.severity === 'error');
        const unknown = analysis.notUnderstood.length > 0;
        expect(errors || unknown || analysis.output !== null).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('sink', () => {
  it('names each column that does not fit, with what is given and what is wanted', () => {
    const sink = columns({ bid_id: 'STRING', total: 'INT' });
    const [d] = run('SELECT bid_id, status AS total FROM {source_table}', { sink }).diagnostics;
    expect(d?.code).toBe('sink_type');
    expect(d?.message).toBe('Column 2: the query gives total as STRING, but total in the target is INT.');
  });

  it('the offered CAST makes it fit', () => {
    const sink = columns({ total: 'INT' });
    for (const item of ['user_id', 'user_id + 1 AS total', 'user_id AS total']) {
      const sql = `SELECT ${item} FROM {source_table}`;
      const [d] = run(sql, { sink }).diagnostics;
      const fixed = applyEdits(sql, d?.fixes?.[0]?.edits ?? []);
      expect(run(fixed, { sink }).diagnostics).toEqual([]);
    }
  });

  it('warns in words when names would land in another column', () => {
    const sink = columns({ status: 'STRING', bid_id: 'STRING' });
    const messages = run('SELECT bid_id, status FROM {source_table}', { sink }).diagnostics.map(
      (d) => d.message,
    );
    expect(messages[0]).toContain('bid_id would land in status');
    expect(messages[1]).toContain('status would land in bid_id');
  });

  it('an instant into TIMESTAMP says which zone', () => {
    const sink = columns({ at: 'TIMESTAMP(3)' });
    const { diagnostics } = run('SELECT TO_TIMESTAMP_LTZ(timestamp_ms, 3) AS `at` FROM {source_table}', {
      sink,
      timeZone: 'Europe/Vienna',
    });
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([['info', 'sink_time_zone']]);
    expect(diagnostics[0]?.message).toContain('Europe/Vienna');
  });

  it('a wrong number of columns says which are missing', () => {
    const sink = columns({ bid_id: 'STRING', at: 'TIMESTAMP(3)' });
    expect(run('SELECT bid_id FROM {source_table}', { sink }).diagnostics[0]?.message).toContain(
      'at (TIMESTAMP(3))',
    );
  });
});

describe('repeated operands', () => {
  it.each([
    ['BETWEEN', (inner: string) => `(${inner}) BETWEEN SYMMETRIC FALSE AND TRUE`],
    ['CASE', (inner: string) => `CASE ${inner} WHEN TRUE THEN FALSE WHEN FALSE THEN TRUE END`],
    ['IN', (inner: string) => `(${inner}) IN (TRUE, NULL, FALSE)`],
    ['CAST', (inner: string) => `CAST(CAST(${inner} AS STRING) AS BOOLEAN)`],
    ['NULLIF', (inner: string) => `NULLIF(${inner}, TRUE)`],
    ['UPPER', (inner: string) => `UPPER(CAST(${inner} AS STRING)) = 'TRUE'`],
  ])('nested %s does not multiply', (_name, wrap) => {
    let text = 'user_id > 1';
    for (let i = 0; i < 25; i++) text = wrap(text);
    const analysis = run(`SELECT ${text} AS v FROM {source_table}`);
    expect(analysis.diagnostics).toEqual([]);
    expect(analysis.engines.embedded.ok).toBe(true);
  });
});
