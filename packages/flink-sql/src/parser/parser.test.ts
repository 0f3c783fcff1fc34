import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../tree/expression';
import { parse } from './parse';

/** The expression fully bracketed, to see what binds to what. */
function brackets(node: Expr): string {
  switch (node.kind) {
    case 'binary':
      return `(${brackets(node.left)} ${node.op} ${brackets(node.right)})`;
    case 'unary':
      return `(${node.op} ${brackets(node.operand)})`;
    case 'is':
      return `(${brackets(node.operand)} IS ${node.negated ? 'NOT ' : ''}${node.test})`;
    case 'between':
      return `(${brackets(node.operand)} BETWEEN ${brackets(node.low)} AND ${brackets(node.high)})`;
    case 'name':
      return node.parts.map((p) => p.name).join('.');
    case 'literal':
      return node.value;
    default:
      return node.kind;
  }
}

function expression(sql: string): string {
  const { tree, diagnostics } = parse(`SELECT ${sql}`);
  expect(diagnostics).toEqual([]);
  if (tree?.kind !== 'query' || tree.query.body.kind !== 'select') throw new Error('no SELECT');
  const [item] = tree.query.body.items;
  if (!item) throw new Error('no item');
  return brackets(item.expr);
}

const SEEDS = [
  "SELECT a.b.c, `x y`, 'it''s', COUNT(*) FILTER (WHERE a > 1) FROM {source_table} AS t WHERE a IN (1, 2) -- why\nGROUP BY a",
  'WITH w AS (SELECT 1) SELECT CASE WHEN a THEN 1 ELSE 2 END, CAST(x AS ROW<a INT>) FROM w LEFT JOIN u ON w.a = u.b ORDER BY 1 LIMIT 5',
  "SELECT window_start, SUM(x) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM TABLE(TUMBLE(TABLE {source_table}, DESCRIPTOR(ts), INTERVAL '1' MINUTE))",
  "SELECT JSON_VALUE(j, '$.a' RETURNING INT DEFAULT 1 ON EMPTY), ARRAY[1, 2][1], MAP['a', 1], x LIKE '%a' ESCAPE '!' FROM t UNION ALL SELECT * FROM u",
  "CREATE TABLE t (a INT, b AS a + 1, c TIMESTAMP(3) METADATA FROM 'k' VIRTUAL, WATERMARK FOR c AS c - INTERVAL '1' DAY, PRIMARY KEY (a) NOT ENFORCED) PARTITIONED BY (a) WITH ('x' = 'y') LIKE u (EXCLUDING ALL)",
  'EXECUTE STATEMENT SET BEGIN INSERT INTO t PARTITION (a = 1) (b, c) SELECT 1, 2; INSERT INTO u SELECT 1; END',
  "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a ORDER BY b MEASURES FINAL LAST(A.x) AS y ONE ROW PER MATCH AFTER MATCH SKIP TO FIRST B PATTERN (A B+? {- C -} (D | E){2,3}) WITHIN INTERVAL '1' HOUR DEFINE A AS A.x > PREV(A.x)) AS m",
  "EXPLAIN PLAN FOR SELECT /*+ BROADCAST(t) */ * FROM t /*+ OPTIONS('a' = 'b') */; SET 'a' = 'b'; CREATE TEMPORARY VIEW v (x) AS SELECT 1",
];

describe('parser', () => {
  it.each([
    ['a OR b AND NOT c = d', '(a OR (b AND (NOT (c = d))))'],
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a = b IS NULL', '((a = b) IS NULL)'],
    ['NOT a IS NULL', '(NOT (a IS NULL))'],
    ['a BETWEEN 1 AND 2 AND b', '((a BETWEEN 1 AND 2) AND b)'],
    ['a || b + c', '((a || b) + c)'],
    ['- a * b', '((- a) * b)'],
  ])('%s binds as in Flink', (sql, expected) => {
    expect(expression(sql)).toBe(expected);
  });

  it('one pass reports independent errors in several clauses', () => {
    const { diagnostics } = parse('SELECT a b c, d +, e FROM t WHERE GROUP BY x');
    expect(diagnostics.map((d) => d.range.start)).toEqual([11, 16, 34]);
  });

  it('a reserved word as a name is reported with the fix that quotes it', () => {
    const [d] = parse('SELECT timestamp FROM t').diagnostics;
    expect(d?.code).toBe('reserved_word');
    expect(d?.fixes?.[0]?.edits[0]?.newText).toBe('`timestamp`');
  });

  it('positions are 1-based lines and columns', () => {
    const [d] = parse('SELECT a,\n  b c d\nFROM t').diagnostics;
    expect(d?.range).toMatchObject({ line: 2, column: 7, endLine: 2, endColumn: 8 });
  });

  it('any nesting is refused cleanly and in bounded time', () => {
    for (const text of [
      '(',
      'NOT ',
      'CASE WHEN ',
      'SELECT * FROM (',
      'a IS NULL AND (',
      'f(',
      'ARRAY[',
      'CAST(',
    ]) {
      const { diagnostics } = parse(`SELECT ${text.repeat(20_000)}`);
      expect(diagnostics.some((d) => d.severity === 'error')).toBe(true);
    }
  });

  it('never throws on mutated text', () => {
    const mutation = fc.record({
      seed: fc.constantFrom(...SEEDS),
      at: fc.nat(),
      cut: fc.nat({ max: 12 }),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('(', ')', "'", '`', '"', ',', '--', '/*', ' FROM ', ' CASE ', '[', '{', '\0', '😀'),
      ),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let text = mutations[0]?.seed ?? '';
        for (const m of mutations) {
          const at = m.at % (text.length + 1);
          text = text.slice(0, at) + m.insert + text.slice(at + m.cut);
        }
        for (const d of parse(text).diagnostics) {
          expect(d.range.start).toBeGreaterThanOrEqual(0);
          expect(d.range.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
