import { type ResolvedPipeline, resolve } from '@penstock/config-schema';
import { expect, test } from 'vitest';
import type { TableStateAnswer } from '../contracts/server-api';
import { tablePlan } from './table-plan';

const topics = `topics:
  orders:
    kafka_group_id: orders
    format: json
    source_schema:
      - {name: id, type: STRING}
      - {name: price, type: "DECIMAL(10, 2)"}
      - {name: tags, type: ARRAY<STRING>}
    sink:
      table_name: orders
      schema:
        - {name: id, type: STRING}
        - {name: price, type: "DECIMAL(10, 2)"}
        - {name: tags, type: ARRAY<STRING>}
    transformation: orders
`;

function orders(): ResolvedPipeline {
  const [pipeline] = resolve({ 'config/topics.yaml': topics }).pipelines;
  if (!pipeline) throw new Error('the project has no pipeline');
  return pipeline;
}

const table = (columns: Record<string, string>): TableStateAnswer => ({
  exists: true,
  columns: Object.entries(columns).map(([name, type]) => ({ name, type, required: false })),
  snapshots: [],
  position: null,
  others: [],
});

test('a column whose type changed is refused with both types, before anything is touched', () => {
  const plan = tablePlan('penstock.orders', orders(), table({ id: 'long', price: 'decimal(10, 2)' }));
  expect(plan.change).toBe('refused');
  expect(plan.reason).toMatch(/^The column id of the table is long, this version writes \w+/);
});

test('the same types, however they are spaced, change nothing, and a new column is added', () => {
  const same = { id: 'string', price: 'decimal(10,2)', tags: 'list<string>' };
  expect(tablePlan('penstock.orders', orders(), table(same))).toMatchObject({ change: 'none', added: [] });
  const before = { id: 'string', price: 'decimal(10, 2)' };
  expect(tablePlan('penstock.orders', orders(), table(before))).toMatchObject({
    change: 'add_columns',
    added: [{ name: 'tags', type: 'ARRAY<STRING>' }],
  });
});
