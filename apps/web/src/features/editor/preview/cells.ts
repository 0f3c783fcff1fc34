import { type LosslessJson, LosslessNumber, parseLossless, stringifyLossless } from '@penstock/common';

/** A value as it is shown. `null`, an empty text and a blank text must never look the same. */
export type Cell =
  | { kind: 'null' }
  | { kind: 'empty' }
  | { kind: 'number' | 'text' | 'boolean'; text: string }
  | { kind: 'nested'; text: string; items: number };

/** Cells of a row that came as the text of a JSON array. Numbers keep every digit. */
export function cellsOf(row: string): Cell[] {
  try {
    const values = parseLossless(row);
    return Array.isArray(values) ? values.map(cellOf) : [cellOf(values)];
  } catch {
    // One row that cannot be read must not take the others from the screen.
    return [{ kind: 'text', text: row }];
  }
}

export function cellOf(value: LosslessJson): Cell {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return value === '' ? { kind: 'empty' } : { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  if (value instanceof LosslessNumber) return { kind: 'number', text: value.toString() };
  const items = Array.isArray(value) ? value.length : Object.keys(value).length;
  return { kind: 'nested', text: stringifyLossless(value), items };
}

const NUMERIC = /^(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL|NUMERIC|DEC)\b/i;

/** True for types whose values are read from the right. BIGINT and DECIMAL may arrive as text. */
export function isNumericType(type: string): boolean {
  return NUMERIC.test(type.trim());
}
