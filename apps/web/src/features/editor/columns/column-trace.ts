import type { PipelineModel } from '../../../language';

/** The column under the pointer: in the source, in the query's output or in the table (by position). */
export type HoveredColumn =
  | { side: 'source'; name: string }
  | { side: 'table'; at: number }
  | { side: 'sql'; word: string };

export type ColumnTrace = {
  sources: ReadonlySet<string>;
  tableAt: ReadonlySet<number>;
  words: ReadonlySet<string>;
};

export const NO_TRACE: ColumnTrace = { sources: new Set(), tableAt: new Set(), words: new Set() };

/** Where a column comes from and where it goes: query columns land in table columns by position, as in Flink's INSERT. */
export function traceColumn(
  model: Pick<PipelineModel, 'source' | 'output'>,
  hovered: HoveredColumn | null,
): ColumnTrace {
  if (hovered === null) return NO_TRACE;
  const output = model.output ?? [];
  if (hovered.side === 'table')
    return through(model, output[hovered.at] === undefined ? [] : [hovered.at], [hovered.at]);
  const name = hovered.side === 'source' ? hovered.name : hovered.word;
  const isSource = model.source.some((column) => column.name === name);
  if (hovered.side === 'sql' && !isSource) {
    const made = indexes(output, (column) => column.name === name);
    return made.length === 0 ? NO_TRACE : through(model, made, made);
  }
  const uses = indexes(output, (column) => column.sources.includes(name));
  const words = new Set([name, ...uses.map((at) => output[at]?.name ?? name)]);
  return { sources: new Set([name]), tableAt: new Set(uses), words };
}

function through(model: Pick<PipelineModel, 'output'>, outputAt: number[], tableAt: number[]): ColumnTrace {
  const columns = outputAt.flatMap((at) => model.output?.[at] ?? []);
  const sources = new Set(columns.flatMap((column) => column.sources));
  return {
    sources,
    tableAt: new Set(tableAt),
    words: new Set([...sources, ...columns.map((column) => column.name)]),
  };
}

function indexes<T>(items: readonly T[], fits: (item: T) => boolean): number[] {
  return items.flatMap((item, at) => (fits(item) ? [at] : []));
}

/** Places of whole words in SQL text, outside strings and comments. */
export function wordRanges(sql: string, words: ReadonlySet<string>): { start: number; end: number }[] {
  if (words.size === 0) return [];
  const ranges: { start: number; end: number }[] = [];
  const token = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|`((?:[^`]|``)*)`|([A-Za-z_][\w$]*)/g;
  for (const match of sql.matchAll(token)) {
    const word = match[2] ?? match[1];
    if (word !== undefined && words.has(word))
      ranges.push({ start: match.index, end: match.index + match[0].length });
  }
  return ranges;
}

/** The name at an offset, or null between names. */
export function wordAt(sql: string, offset: number): string | null {
  for (const match of sql.matchAll(/`([^`]+)`|[A-Za-z_][\w$]*/g)) {
    if (match.index > offset) return null;
    if (offset < match.index + match[0].length) return match[1] ?? match[0];
  }
  return null;
}
