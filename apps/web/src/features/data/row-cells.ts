import { isLosslessNumber, parseLossless } from './lossless';

export type Cell = { text: string; kind: 'null' | 'number' | 'text' | 'nested' };

/**
 * The values of one row, sent as a JSON array text. Numbers keep every digit: BIGINT and DECIMAL never pass through
 * a JavaScript number. A text that is no array becomes one cell as it is.
 */
export function readCells(row: string): Cell[] {
  try {
    const values = parseLossless(row);
    return Array.isArray(values) ? values.map(toCell) : [{ text: row, kind: 'text' }];
  } catch {
    return [{ text: row, kind: 'text' }];
  }
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return { text: 'NULL', kind: 'null' };
  if (isLosslessNumber(value)) return { text: String(value), kind: 'number' };
  if (typeof value === 'object') return { text: stringify(value), kind: 'nested' };
  return { text: String(value), kind: typeof value === 'number' ? 'number' : 'text' };
}

function stringify(value: unknown): string {
  if (isLosslessNumber(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(stringify).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}: ${stringify(each)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const numeric = /^(tinyint|smallint|int|integer|bigint|long|float|double|decimal|numeric|real)\b/i;

/** Whether a column's values stand at the right. */
export function isNumericType(type: string): boolean {
  return numeric.test(type.trim());
}
