import type { RuntimeFunction } from '../runtime-function';
import { addMonths, floorMod, subtractMonths } from './calendar';

const DAY = 86_400_000;

/** Whole months from the second to the first moment, for TIMESTAMPDIFF. @param first, second milliseconds since 1970-01-01 */
export function monthsBetween(first: bigint, second: bigint): number {
  const a = Number(first);
  const b = Number(second);
  const restA = floorMod(a, DAY);
  const restB = floorMod(b, DAY);
  const dayA = (a - restA) / DAY;
  const dayB = (b - restB) / DAY;
  const months = subtractMonths(dayA, dayB);
  return addMonths(dayB, months) === dayA && restA < restB ? months - 1 : months;
}

export const monthsBetweenFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_months_between', parameters: ['BIGINT', 'BIGINT'], result: 'INTEGER', call: monthsBetween },
];
