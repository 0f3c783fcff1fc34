import type { Bound } from '../../../analyze/bound';
import type { SqlType } from '../../../types/sql-type';
import type { Emitter } from '../emitter';
import type { FunctionEmitter } from '../function-emitter';
import { DAY_MILLIS, intervalSql, millisSql, timeSql, unitOf } from './values';

const MONTHS: Readonly<Record<string, number>> = { YEAR: 12, QUARTER: 3, MONTH: 1 };
const MILLIS: Readonly<Record<string, number>> = {
  WEEK: 7 * DAY_MILLIS,
  DAY: DAY_MILLIS,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1000,
};

/** A moment moved by months or milliseconds, as Flink moves it; null for types that it does not. */
export function moved(
  emitter: Emitter,
  moment: Bound,
  kind: 'INTERVAL_MONTH' | 'INTERVAL_SECOND',
  amount: string,
  result: SqlType,
): string | null {
  const sql = emitter.expr(moment);
  const by = intervalSql(kind, amount);
  switch (moment.type.kind) {
    case 'DATE':
      if (kind === 'INTERVAL_MONTH') return `CAST(${sql} + ${by} AS DATE)`;
      if (result.kind === 'TIMESTAMP') return `(CAST(${sql} AS TIMESTAMP) + ${by})`;
      // Only whole days count.
      return `(${sql} + CAST(${amount} // ${DAY_MILLIS} AS INTEGER))`;
    case 'TIME': {
      const millis = millisSql(emitter, moment);
      if (kind === 'INTERVAL_MONTH') return `CASE WHEN ${amount} IS NOT NULL THEN ${sql} END`;
      return timeSql(`((${millis} + ${DAY_MILLIS} + ${amount} % ${DAY_MILLIS}) % ${DAY_MILLIS})`);
    }
    case 'TIMESTAMP':
      return `CAST(${sql} + ${by} AS TIMESTAMP)`;
    case 'TIMESTAMP_LTZ':
      // Flink counts months of an instant in UTC, whatever the session's zone.
      return kind === 'INTERVAL_MONTH'
        ? `timezone('UTC', timezone('UTC', ${sql}) + ${by})`
        : `CAST(${sql} + ${by} AS TIMESTAMPTZ)`;
    default:
      return null;
  }
}

export const timestampAdd: FunctionEmitter = (emitter, node) => {
  const [symbol, amount, moment] = node.args;
  const unit = unitOf(symbol);
  if (unit === null || !amount || !moment) return null;
  const months = MONTHS[unit];
  const size = months ?? MILLIS[unit];
  if (size === undefined) return null;
  const total = `(CAST(${emitter.expr(amount)} AS BIGINT) * ${size})`;
  const kind = months === undefined ? 'INTERVAL_SECOND' : 'INTERVAL_MONTH';
  return moved(emitter, moment, kind, total, node.type);
};

export const timestampDiff: FunctionEmitter = (emitter, node) => {
  const [symbol, from, to] = node.args;
  const unit = unitOf(symbol);
  if (unit === null || !from || !to) return null;
  // What Flink makes of a TIME here depends on its version.
  if ([from, to].some((x) => x.type.kind === 'TIME')) return null;
  const start = millisSql(emitter, from);
  const end = millisSql(emitter, to);
  if (start === null || end === null) return null;
  const months = MONTHS[unit];
  const size = MILLIS[unit];
  if (months !== undefined) return `CAST(flink_months_between(${end}, ${start}) // ${months} AS INTEGER)`;
  if (size === undefined) return null;
  return emitter.once(`((${end} - ${start}) // ${size})`, wrapped);
};

/** The low 32 bits, as Java's cast to int leaves them. */
function wrapped(value: string): string {
  return `CAST(((${value} + 2147483648) % 4294967296 + 4294967296) % 4294967296 - 2147483648 AS INTEGER)`;
}
