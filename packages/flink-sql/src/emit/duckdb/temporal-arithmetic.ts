import type { Bound } from '../../analyze/bound';
import { isInteger, isInterval, isTemporal } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { moved } from './temporal/moving';
import { intervalAmount, intervalSql } from './temporal/values';

/** + and - of moments and intervals, * of an interval by a whole number. */
export function emitTemporal(
  emitter: Emitter,
  op: string,
  left: Bound,
  right: Bound,
  result: SqlType,
): string | null {
  const a = left.type;
  const b = right.type;
  if (op === '+' && isInterval(a) && isTemporal(b)) return emitTemporal(emitter, op, right, left, result);
  if (op === '*') return multiplied(emitter, left, right);
  if (op !== '+' && op !== '-') return null;
  if (isInterval(a) && a.kind === b.kind) return `(${emitter.expr(left)} ${op} ${emitter.expr(right)})`;
  if (!isTemporal(a) || (b.kind !== 'INTERVAL_MONTH' && b.kind !== 'INTERVAL_SECOND')) return null;
  if (b.kind === 'INTERVAL_SECOND' && losesDecimals(a, right)) return null;
  const amount = intervalAmount(emitter, right);
  return amount && moved(emitter, left, b.kind, op === '-' ? `(-${amount})` : amount, result);
}

/** Flink keeps decimals that the type has no room for: whether they are seen depends on what comes next. */
function losesDecimals(type: SqlType, interval: Bound): boolean {
  if (type.kind === 'DATE' || !('precision' in type) || type.precision >= 3) return false;
  if (interval.kind !== 'literal') return true;
  return BigInt(String(interval.value)) % 10n ** BigInt(3 - type.precision) !== 0n;
}

function multiplied(emitter: Emitter, left: Bound, right: Bound): string | null {
  const [interval, factor] = isInterval(left.type) ? [left, right] : [right, left];
  if (!isInterval(interval.type) || !isInteger(factor.type)) return null;
  const amount = intervalAmount(emitter, interval);
  return amount && intervalSql(interval.type.kind, `${amount} * CAST(${emitter.expr(factor)} AS BIGINT)`);
}

export function negateInterval(sql: string): string {
  return `(-(${sql}))`;
}
