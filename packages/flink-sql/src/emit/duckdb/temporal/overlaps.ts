import type { Bound } from '../../../analyze/bound';
import { isInterval } from '../../../types/families';
import type { Emitter } from '../emitter';
import type { FunctionEmitter } from '../function-emitter';
import { emitTemporal } from '../temporal-arithmetic';

/** Periods that only touch overlap; a period may be given the wrong way round. */
export const overlaps: FunctionEmitter = (emitter, node) => {
  const [start, end, otherStart, otherEnd] = node.args;
  if (!start || !end || !otherStart || !otherEnd) return null;
  const last = endOf(emitter, start, end);
  const otherLast = endOf(emitter, otherStart, otherEnd);
  if (last === null || otherLast === null) return null;
  return emitter.bindOnce(period(emitter.expr(start), last), (a) =>
    emitter.bindOnce(
      period(emitter.expr(otherStart), otherLast),
      (b) => `(list_max(${a}) >= list_min(${b}) AND list_max(${b}) >= list_min(${a}))`,
    ),
  );
};

function endOf(emitter: Emitter, start: Bound, end: Bound): string | null {
  return isInterval(end.type) ? emitTemporal(emitter, '+', start, end, start.type) : emitter.expr(end);
}

/** NULL as a whole when an end is, where list_max would take the other. */
function period(start: string, end: string): string {
  return `list_transform([[${start}, ${end}]], lambda p: CASE WHEN p[1] IS NOT NULL AND p[2] IS NOT NULL THEN p END)[1]`;
}
