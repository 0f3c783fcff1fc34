import { describe, expect, it } from 'vitest';
import { formatType } from '../types/format-type';
import { readTables } from './read-tables';

const ORDERS = `CREATE TEMPORARY TABLE IF NOT EXISTS cat.db.orders (
  id BIGINT COMMENT 'the key',
  item ROW<sku STRING, qty INT>,
  total AS item.qty * 2 COMMENT 'twice',
  ts TIMESTAMP(3) METADATA FROM 'timestamp' VIRTUAL,
  \`partition\` INT METADATA,
  CONSTRAINT pk PRIMARY KEY (id) NOT ENFORCED,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) COMMENT 'orders' DISTRIBUTED BY HASH (id) INTO 4 BUCKETS PARTITIONED BY (id)
WITH ('connector' = 'kafka', 'topic' = 'it''s')`;

describe('readTables', () => {
  it('gives columns in order, watermark, key and options', () => {
    const { tables, problems } = readTables([ORDERS]);
    expect(problems).toEqual([]);
    const table = tables.get('orders');
    expect(table?.path).toEqual(['cat', 'db', 'orders']);
    expect(
      table?.columns.map((c) => [
        c.kind,
        c.name,
        c.kind === 'computed' ? c.expression.text : formatType(c.type),
      ]),
    ).toEqual([
      ['physical', 'id', 'BIGINT NOT NULL'],
      ['physical', 'item', 'ROW<sku STRING, qty INT>'],
      ['computed', 'total', 'item.qty * 2'],
      ['metadata', 'ts', 'TIMESTAMP(3)'],
      ['metadata', 'partition', 'INT'],
    ]);
    expect(table?.columns[3]).toMatchObject({ key: 'timestamp', virtual: true });
    expect(table?.columns[4]).toMatchObject({ key: 'partition', virtual: false });
    expect(table?.watermark).toMatchObject({
      column: ['ts'],
      expression: { text: "ts - INTERVAL '5' SECOND" },
    });
    expect(table).toMatchObject({
      temporary: true,
      primaryKey: ['id'],
      partitionedBy: ['id'],
      options: { connector: 'kafka', topic: "it's" },
    });
  });

  it('takes over what LIKE says', () => {
    const like = (options: string) =>
      readTables([
        ORDERS,
        `CREATE TABLE copy (extra INT) WITH ('topic' = 'b') LIKE orders${options}`,
      ]).tables.get('copy');
    const all = like('');
    expect(all?.columns.map((c) => c.name)).toEqual(['id', 'item', 'total', 'ts', 'partition', 'extra']);
    expect(all?.options).toEqual({ connector: 'kafka', topic: 'b' });
    expect(all?.watermark?.column).toEqual(['ts']);
    const some = like(' (EXCLUDING ALL INCLUDING GENERATED)');
    expect(some?.columns.map((c) => c.name)).toEqual(['id', 'item', 'total', 'extra']);
    expect(some).toMatchObject({ watermark: null, primaryKey: [], options: { topic: 'b' } });
  });

  it('reads views, skips what defines nothing, and says what is wrong', () => {
    const { tables, views, problems } = readTables([
      "SET 'a' = 'b'; CREATE VIEW v (x) AS SELECT 1",
      'CREATE TABLE broken (a INT,)',
    ]);
    expect([...views.values()]).toEqual([
      { name: 'v', path: ['v'], temporary: false, columns: ['x'], query: 'SELECT 1' },
    ]);
    expect(tables.size).toBe(0);
    expect(problems.map((p) => p.statement)).toEqual([1]);
  });
});
