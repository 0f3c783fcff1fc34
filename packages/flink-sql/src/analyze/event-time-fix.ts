import type { Fix, TextEdit } from '../diagnostics/diagnostic';
import { quoteFlinkIdentifierIfNeeded } from '../lexer/identifiers';
import type { CallExpr, Expr } from '../tree/expression';
import type { Select } from '../tree/query';
import { childExpressions } from '../tree/walk';
import type { Bound } from './bound';
import type { SelectContext } from './select';
import { auxiliaryOf } from './window-names';

/** Late by so much records are still counted, when the writer did not say. */
const DEFAULT_DELAY = '5 s';

/**
 * The fix for GROUP BY TUMBLE(expression over plain columns, …): declare that expression as event time, and
 * rewrite the query to the window table function over it. Only the pieces that change are edited, so comments stay.
 */
export function eventTimeFix(
  context: SelectContext,
  select: Select,
  window: CallExpr,
  time: Bound,
): Fix | null {
  const { from, groupBy } = select;
  const table = context.from?.table;
  const [timeArg, ...intervals] = window.args;
  if (from?.kind !== 'table' || !table || !groupBy || !timeArg || time.depth > 50) return null;
  const source = context.diagnostics.source;
  const stored = time.kind === 'column' ? time.name : null;
  const columnName = stored ?? timeColumnName(table.columns.map((c) => c.name));
  const name = quoteFlinkIdentifierIfNeeded(columnName);
  const tableText = source.slice(from.table);
  const order = intervals.map((i) => source.slice(i)).join(', ');
  const edits: TextEdit[] = [
    {
      range: span(from.table),
      newText: `TABLE(${window.name}(TABLE ${tableText}, DESCRIPTOR(${name}), ${order}))`,
    },
    { range: span(window), newText: `window_start, window_end` },
  ];
  for (const node of auxiliaries(select, window.name)) {
    const part = auxiliaryOf(node.name)?.part;
    const column = part === 'START' ? 'window_start' : part === 'END' ? 'window_end' : 'window_time';
    edits.push({ range: span(node), newText: column });
    if (column === 'window_time')
      edits[1] = { range: span(window), newText: 'window_start, window_end, window_time' };
  }
  return {
    title: `Declare event time and use the ${window.name} window table function`,
    edits,
    config: {
      kind: 'declare_event_time',
      expression: stored === null ? source.slice(timeArg) : name,
      watermarkDelay: DEFAULT_DELAY,
      columnName,
    },
  };
}

function span(node: { start: number; end: number }): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

/** `event_time`, unless the source has such a column. */
function timeColumnName(columns: readonly string[]): string {
  const taken = new Set(columns.map((c) => c.toLowerCase()));
  for (const name of ['event_time', 'row_time', 'event_timestamp']) if (!taken.has(name)) return name;
  let n = 2;
  while (taken.has(`event_time_${n}`)) n++;
  return `event_time_${n}`;
}

/** TUMBLE_START(…), TUMBLE_END(…) and so on, wherever they stand. */
function auxiliaries(select: Select, window: string): CallExpr[] {
  const found: CallExpr[] = [];
  const stack: Expr[] = [...select.items.map((i) => i.expr), ...(select.having ? [select.having] : [])];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === 'call' && auxiliaryOf(node.name)?.window === window) found.push(node);
    else stack.push(...childExpressions(node));
  }
  return found;
}
