import type { Bound } from '../../analyze/bound';
import type { Emitter } from './emitter';
import { equality, interoperable } from './nested-equality';
import { isNested } from './nested-values';

/** =, <> and IS [NOT] DISTINCT FROM of arrays, maps and rows; null for what Flink does not compare, or not surely alike. */
export function nestedComparison(emitter: Emitter, op: string, left: Bound, right: Bound): string | null {
  if (!isNested(left.type) || !isNested(right.type)) return null;
  if (!interoperable(written(left), written(right))) return null;
  let refused = false;
  const sql = emitter.bindOnce(emitter.expr(left), (a) =>
    emitter.bindOnce(emitter.expr(right), (b) => {
      const equal = equality(emitter, a, b, left.type);
      const compared = equal && comparison(op, a, b, equal);
      refused = !compared;
      return compared ?? 'NULL';
    }),
  );
  return refused ? null : sql;
}

/** The type before the cast that the analyzer adds: Flink compares what was written. */
function written(value: Bound): Bound['type'] {
  return value.kind === 'cast' && value.mode === 'implicit' ? value.operand.type : value.type;
}

function comparison(op: string, a: string, b: string, equal: string): string | null {
  const anyNull = `${a} IS NULL OR ${b} IS NULL`;
  switch (op) {
    case '=':
      return `CASE WHEN ${anyNull} THEN NULL ELSE ${equal} END`;
    case '<>':
      return `CASE WHEN ${anyNull} THEN NULL ELSE NOT (${equal}) END`;
    case 'IS DISTINCT FROM':
      return `CASE WHEN ${anyNull} THEN NOT (${a} IS NULL AND ${b} IS NULL) ELSE NOT (${equal}) END`;
    case 'IS NOT DISTINCT FROM':
      return `CASE WHEN ${anyNull} THEN (${a} IS NULL AND ${b} IS NULL) ELSE ${equal} END`;
    default:
      return null;
  }
}
