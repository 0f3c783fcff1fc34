import type { Fix } from '../diagnostics/diagnostic';
import type { Select } from '../tree/query';
import { type Bound, walkBound } from './bound';
import type { OutputItem } from './bound-query';
import type { BindContext } from './context';
import type { GroupWindow } from './group-window';
import { keyOf } from './key';

/** Every column outside an aggregate must be grouped. Each is reported once. */
export function checkGrouping(
  context: BindContext,
  select: Select,
  groupBy: readonly Bound[],
  items: readonly OutputItem[],
  having: Bound | null,
  windows: readonly GroupWindow[],
): void {
  const keys = new Set(groupBy.map(keyOf));
  const reported = new Set<string>();
  const roots = [...items.map((i) => i.expr), having];
  for (const root of roots) {
    if (!root) continue;
    walkBound(root, (node) => {
      if (keys.size > 0 && node.kind !== 'literal' && keys.has(keyOf(node))) return false;
      if (node.kind === 'call' && node.aggregate) return false;
      if (node.kind === 'column' && !reported.has(node.name)) {
        reported.add(node.name);
        report(context, select, node, windows);
      }
      return true;
    });
  }
}

function report(
  context: BindContext,
  select: Select,
  column: Bound & { kind: 'column' },
  windows: readonly GroupWindow[],
): void {
  const text = context.diagnostics.source.slice(column.span);
  const isWindowColumn = windows.some((w) => w.time?.kind === 'column' && w.time.name === column.name);
  const advice = isWindowColumn
    ? `Use ${windows[0]?.node.name}_START or MAX(${column.name}).`
    : `Add it to GROUP BY, or take one value of the group, as MAX(${column.name}).`;
  const fixes = text === '*' ? [] : [groupFix(select, text)];
  context.diagnostics.error(
    'missing_group_by',
    column.span,
    `${column.name} is neither grouped nor inside an aggregate such as COUNT or SUM. ${advice}`,
    fixes,
  );
}

function groupFix(select: Select, text: string): Fix {
  const { groupBy, where, from } = select;
  if (groupBy) {
    return {
      title: `Add ${text} to GROUP BY`,
      edits: [{ range: { start: groupBy.end, end: groupBy.end }, newText: `, ${text}` }],
    };
  }
  const end = where?.end ?? from?.end ?? select.end;
  return {
    title: `Add GROUP BY ${text}`,
    edits: [{ range: { start: end, end }, newText: ` GROUP BY ${text}` }],
  };
}
