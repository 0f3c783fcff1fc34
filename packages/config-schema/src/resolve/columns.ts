import { type Column, parseType } from '@penstock/flink-sql';
import { type YamlNode, YamlScalar } from '../yaml/tree';
import type { Report } from './report';
import type { ColumnPosition } from './resolved';

export type ColumnList = { columns: Column[]; positions: ColumnPosition[]; complete: boolean };

/** Columns of a schema in list or map form. `complete` is false when one could not be read; it is then left out. */
export function readColumns(node: YamlNode | undefined, report: Report): ColumnList {
  const list: ColumnList = { columns: [], positions: [], complete: node !== undefined };
  const names = new Set<string>();
  for (const authored of authoredColumns(node)) {
    const { name, type } = authored;
    if (!name || !type || name.text === '') {
      list.complete = false;
      continue;
    }
    list.positions.push({ name: range(name), type: range(type), typeText: type.text });
    if (names.has(name.text)) {
      report(name, 'column_duplicate', `The column "${name.text}" is there twice. Rename or remove one.`);
      list.complete = false;
    } else if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name.text)) {
      report(name, 'column_name', 'A column name cannot hold control or invisible characters.');
      list.complete = false;
    } else {
      const column = readColumn(name, type, report);
      if (column) list.columns.push(column);
      else list.complete = false;
    }
    names.add(name.text);
  }
  return list;
}

function readColumn(name: YamlScalar, type: YamlScalar, report: Report): Column | undefined {
  const parsed = parseType(type.text);
  const problem = parsed.diagnostics.find((one) => one.severity === 'error');
  if (parsed.type) return { name: name.text, type: parsed.type };
  const fix = problem?.fixes?.[0]?.edits[0];
  const literal = type.style === 'plain' && type.end - type.start === type.text.length;
  const place =
    literal && problem
      ? {
          start: type.start + problem.range.start,
          end: type.start + Math.max(problem.range.end, problem.range.start + 1),
        }
      : range(type);
  report(
    place,
    'column_type',
    `The type of "${name.text}" cannot be read: ${problem?.message ?? `"${type.text}" is not a Flink SQL type.`}`,
    literal && fix
      ? [
          {
            title: problem?.fixes?.[0]?.title ?? 'Correct',
            start: type.start + fix.range.start,
            end: type.start + fix.range.end,
            newText: fix.newText,
          },
        ]
      : [],
  );
  return undefined;
}

export type AuthoredColumn = { name: YamlScalar | undefined; type: YamlScalar | undefined };

/** Both forms in one; parts that are missing or no scalars are undefined. */
export function authoredColumns(node: YamlNode | undefined): AuthoredColumn[] {
  if (node?.kind === 'map') return node.pairs.map((pair) => ({ name: pair.key, type: scalar(pair.value) }));
  if (node?.kind !== 'seq') return [];
  return node.items.map(({ value }) => {
    const get = (key: string) =>
      value.kind === 'map' ? scalar(value.pairs.find((pair) => pair.key.text === key)?.value) : undefined;
    return { name: get('name'), type: get('type') };
  });
}

function scalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node instanceof YamlScalar && !node.isNull ? node : undefined;
}

function range(node: YamlScalar): { start: number; end: number } {
  return { start: node.start, end: node.end };
}
