import type { Range } from '../diagnostics/file-diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { Report } from './report';
import type { PartitionField } from './resolved';

const transforms = new Set(['year', 'month', 'day', 'hour', 'identity']);

/** `col`, `day(col)`, `bucket(16, col)`, `truncate(8, col)` and Iceberg's plural spellings (`days(col)`). */
export function readPartitionBy(
  texts: readonly string[],
  columns: readonly string[],
  place: Range,
  report: Report,
): PartitionField[] {
  return texts.flatMap((text) => {
    const field = parsePartitionField(text);
    if (!field) {
      report(
        place,
        'partition_by',
        `"${text.slice(0, 60)}" is not a partition field. Write a column, day(column), bucket(16, column) or truncate(8, column).`,
      );
      return [];
    }
    if (!columns.includes(field.column)) {
      const hint = suggest(field.column, columns);
      report(
        place,
        'partition_by',
        `The table has no column "${field.column}" to partition by.${hint ? ` Did you mean "${hint}"?` : ''}`,
      );
      return [];
    }
    return [field];
  });
}

export function parsePartitionField(text: string): PartitionField | undefined {
  const plain = /^\s*([\w-]+)\s*$/.exec(text);
  if (plain?.[1]) return { text, column: plain[1], transform: 'identity', parameter: null };
  const call = /^\s*(\w+)\s*\(\s*(?:(\d{1,9})\s*,\s*)?([\w-]+)(?:\s*,\s*(\d{1,9}))?\s*\)\s*$/.exec(text);
  if (!call?.[1] || !call[3]) return undefined;
  const name = call[1].toLowerCase().replace(/^(year|month|day|hour)s$/, '$1');
  const parameter = call[2] ?? call[4];
  if (transforms.has(name) && parameter === undefined) {
    return { text, column: call[3], transform: name as PartitionField['transform'], parameter: null };
  }
  if (
    (name === 'bucket' || name === 'truncate') &&
    parameter !== undefined &&
    Number(parameter) > 0 &&
    !(call[2] && call[4])
  ) {
    return { text, column: call[3], transform: name, parameter: Number(parameter) };
  }
  return undefined;
}
