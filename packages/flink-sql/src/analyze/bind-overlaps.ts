import type { Span } from '../text/span';
import * as t from '../types/constructors';
import { isInterval, isTemporal } from '../types/families';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { call } from './make';

/** `(start, end) OVERLAPS (start, end)`; an end may be the interval from the start. The call has the four values. */
export function bindOverlaps(context: BindContext, left: Bound, right: Bound, span: Span): Bound | null {
  const ends = [left, right].flatMap((side) => (side.kind === 'call' && side.fn === 'ROW' ? side.args : []));
  const [start, end, otherStart, otherEnd] = ends;
  if (start && end && otherStart && otherEnd && isPeriod(start, end) && isPeriod(otherStart, otherEnd)) {
    if (start.type.kind === otherStart.type.kind)
      return call('OVERLAPS', ends, t.boolean(ends.some((e) => e.type.nullable)), span);
  }
  return fail(
    context,
    'type_mismatch',
    span,
    'OVERLAPS takes two periods of one kind: (start, end) OVERLAPS (start, end), or (start, INTERVAL) for the length.',
  );
}

function isPeriod(start: Bound, end: Bound): boolean {
  return isTemporal(start.type) && (end.type.kind === start.type.kind || isInterval(end.type));
}
