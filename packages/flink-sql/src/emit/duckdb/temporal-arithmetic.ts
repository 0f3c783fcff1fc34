import type { Bound } from '../../analyze/bound';
import { isInterval, isTemporal } from '../../types/families';
import type { Emitter } from './emitter';
import { toDuckDbType } from './types';

/** A moment moved by a literal interval; months end on the last day of the month in both engines. */
export function temporalPlus(emitter: Emitter, op: string, left: Bound, right: Bound): string | null {
  if (op === '+' && isInterval(left.type) && isTemporal(right.type))
    return temporalPlus(emitter, op, right, left);
  if (
    (op !== '+' && op !== '-') ||
    !isTemporal(left.type) ||
    right.kind !== 'literal' ||
    right.value === null
  )
    return null;
  if (
    left.type.kind === 'TIME' ||
    (left.type.kind === 'TIMESTAMP_LTZ' && right.type.kind === 'INTERVAL_MONTH')
  )
    return null;
  // A DATE moved by less than a day is not known to be the same.
  if (
    left.type.kind === 'DATE' &&
    right.type.kind === 'INTERVAL_SECOND' &&
    BigInt(String(right.value)) % 86_400_000n !== 0n
  )
    return null;
  return `CAST(${emitter.expr(left)} ${op} ${emitter.expr(right)} AS ${toDuckDbType(left.type)})`;
}
