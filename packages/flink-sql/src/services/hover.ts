import { analyzeTree } from '../analyze/analyze';
import type { Bound } from '../analyze/bound';
import type { AnalyzeOptions } from '../analyze/schema';
import { findFunction } from '../functions/catalogue';
import type { Span } from '../text/span';
import { formatType } from '../types/format-type';

export interface Hover {
  readonly range: Span;
  /** Name and type, as `amount: DECIMAL(10, 2)`. */
  readonly title: string;
  readonly detail: string | null;
}

/** What stands at an offset: the innermost typed expression there, or null. */
export function hover(sql: string, offset: number, options: AnalyzeOptions): Hover | null {
  let best: Bound | null = null;
  for (const node of analyzeTree(sql, options).nodes) {
    const { start, end } = node.span;
    if (offset < start || offset > end || node.kind === 'symbol') continue;
    if (!best || end - start < best.span.end - best.span.start) best = node;
  }
  if (!best) return null;
  const type = formatType(best.type);
  const range = { start: best.span.start, end: best.span.end };
  if (best.kind === 'column')
    return {
      range,
      title: `${best.name}: ${type}`,
      detail: best.rowtime ? 'Event time of the source' : null,
    };
  if (best.kind === 'field') return { range, title: `${best.field}: ${type}`, detail: null };
  if (best.kind === 'call') {
    return { range, title: `${best.fn}: ${type}`, detail: findFunction(best.fn)?.description ?? null };
  }
  return { range, title: type, detail: null };
}
