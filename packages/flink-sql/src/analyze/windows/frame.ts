import type { WindowSpec } from '../../tree/query';
import type { BindContext } from '../context';

/** ROWS or RANGE with its bounds, in upper case and single blanks. */
export interface Frame {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

/** Null where none is written: then it is from the first row to the current one. */
export function frameOf(context: BindContext, spec: WindowSpec): Frame | null {
  if (!spec.frame) return null;
  const text = context.diagnostics.source.slice(spec.frame).toUpperCase().replace(/\s+/g, ' ').trim();
  const kind = text.slice(0, text.indexOf(' '));
  const [from = '', to = 'CURRENT ROW'] = text
    .slice(kind.length)
    .replace(/^ BETWEEN /, ' ')
    .split(' AND ');
  return { kind, from: from.trim(), to: to.trim() };
}

/**
 * Whether the frame may hold no row, so that an aggregate over it may be NULL: Calcite is sure of some row only between
 * bounds that are words (SqlWindow.isAlwaysNonEmpty).
 */
export function mayBeEmpty(context: BindContext, spec: WindowSpec): boolean {
  const frame = frameOf(context, spec);
  if (!frame) return false;
  const order = ['UNBOUNDED PRECEDING', 'CURRENT ROW', 'UNBOUNDED FOLLOWING'];
  const [from, to] = [order.indexOf(frame.from), order.indexOf(frame.to)];
  return from < 0 || to < 0 || from > to;
}
