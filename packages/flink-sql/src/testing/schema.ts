import type { TableSchema } from '../analyze/schema';
import { parseType } from '../types/parse-type';
import type { Column } from '../types/sql-type';

/** Columns from `name TYPE` pairs; a type that cannot be read fails the test. */
export function columns(fields: Readonly<Record<string, string>>): Column[] {
  return Object.entries(fields).map(([name, text]) => {
    const { type } = parseType(text);
    if (!type) throw new Error(`${text} is no type`);
    return { name, type };
  });
}

export const bidEvents: TableSchema = {
  name: 'bid-events',
  columns: columns({
    bid_id: 'STRING NOT NULL',
    user_id: 'BIGINT',
    amount: 'DOUBLE',
    price: 'DECIMAL(10, 2)',
    quantity: 'INT',
    status: 'STRING',
    device: 'ROW<os STRING, screen ROW<width INT>>',
    tags: 'ARRAY<STRING>',
    timestamp_ms: 'BIGINT',
  }),
};
