import { type LosslessJson, LosslessNumber, parseLossless } from '@penstock/common';

/** What is known about a value so far: enough to merge with the next message's. */
type Shape =
  | { kind: 'unknown' }
  | { kind: 'boolean' | 'bigint' | 'decimal' | 'double' | 'string' }
  | { kind: 'row'; fields: Map<string, Shape> }
  | { kind: 'array'; element: Shape };

const INT64_MAX = 9223372036854775807n;
const INT64_MIN = -9223372036854775808n;

export type InferredColumn = { name: string; type: string };

/** Columns for messages that are JSON objects, in order of first appearance. Other messages are left out and counted. */
export function inferColumns(values: readonly (string | null)[]): {
  columns: InferredColumn[];
  skipped: number;
} {
  let merged: Shape = { kind: 'unknown' };
  let skipped = 0;
  for (const value of values) {
    const shape = value === null ? null : shapeOfText(value);
    if (shape?.kind === 'row') merged = merge(merged, shape);
    else skipped += 1;
  }
  if (merged.kind !== 'row') return { columns: [], skipped };
  return { columns: [...merged.fields].map(([name, shape]) => ({ name, type: typeText(shape) })), skipped };
}

function shapeOfText(text: string): Shape | null {
  try {
    return shapeOf(parseLossless(text));
  } catch {
    return null;
  }
}

function shapeOf(value: LosslessJson): Shape {
  if (value === null) return { kind: 'unknown' };
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (value instanceof LosslessNumber) return { kind: numberKind(value.toString()) };
  if (Array.isArray(value)) {
    return { kind: 'array', element: value.map(shapeOf).reduce(merge, { kind: 'unknown' }) };
  }
  return { kind: 'row', fields: new Map(Object.entries(value).map(([name, item]) => [name, shapeOf(item)])) };
}

function numberKind(text: string): 'bigint' | 'decimal' | 'double' {
  if (!/^-?\d+$/.test(text)) return 'double';
  const number = BigInt(text);
  if (number <= INT64_MAX && number >= INT64_MIN) return 'bigint';
  return text.replace('-', '').length <= 38 ? 'decimal' : 'double';
}

const NUMBER_RANK: Record<string, number> = { bigint: 0, decimal: 1, double: 2 };

/** The narrowest shape that holds both. Kinds that do not mix are read as text. */
function merge(a: Shape, b: Shape): Shape {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'row' && b.kind === 'row') {
    const fields = new Map(a.fields);
    for (const [name, shape] of b.fields)
      fields.set(name, merge(fields.get(name) ?? { kind: 'unknown' }, shape));
    return { kind: 'row', fields };
  }
  if (a.kind === 'array' && b.kind === 'array')
    return { kind: 'array', element: merge(a.element, b.element) };
  if (a.kind === b.kind) return a;
  const rankA = NUMBER_RANK[a.kind];
  const rankB = NUMBER_RANK[b.kind];
  if (rankA !== undefined && rankB !== undefined) return rankA > rankB ? a : b;
  return { kind: 'string' };
}

function typeText(shape: Shape): string {
  switch (shape.kind) {
    case 'boolean':
      return 'BOOLEAN';
    case 'bigint':
      return 'BIGINT';
    case 'decimal':
      return 'DECIMAL(38, 0)';
    case 'double':
      return 'DOUBLE';
    case 'array':
      return `ARRAY<${typeText(shape.element)}>`;
    case 'row':
      return shape.fields.size === 0
        ? 'STRING'
        : `ROW<${[...shape.fields].map(([name, field]) => `${quoted(name)} ${typeText(field)}`).join(', ')}>`;
    default:
      return 'STRING';
  }
}

/** Field names inside a ROW type are SQL identifiers. */
function quoted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}
