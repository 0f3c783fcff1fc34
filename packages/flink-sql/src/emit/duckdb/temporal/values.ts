import type { Bound } from '../../../analyze/bound';
import { isInterval } from '../../../types/families';
import type { Emitter } from '../emitter';

const NOWHERE = { start: 0, end: 0 };

export const DAY_MILLIS = 86_400_000;

/** Units that SQL_TSI_… names stand for as well. */
export function unitOf(node: Bound | undefined): string | null {
  if (node?.kind !== 'symbol') return null;
  const name = node.symbol.replace(/^SQL_TSI_/, '');
  return name === 'FRAC_SECOND' ? null : name;
}

/** Days since 1970-01-01 of a DATE, as INTEGER. */
export function daysSql(sql: string): string {
  return `CAST(${sql} - DATE '1970-01-01' AS INTEGER)`;
}

/** The DATE of days since 1970-01-01. */
export function dateSql(days: string): string {
  return `(DATE '1970-01-01' + CAST(${days} AS INTEGER))`;
}

/** Whole milliseconds, towards the past, of microseconds. @param micros is used twice */
export function millisOfMicros(micros: string): string {
  return `((${micros} - ((${micros} % 1000) + 1000) % 1000) // 1000)`;
}

/** Milliseconds since 1970-01-01 (of a TIME: since midnight), as Flink holds them; LTZ as the instant. */
export function millisSql(emitter: Emitter, node: Bound): string | null {
  const sql = emitter.expr(node);
  if (node.type.kind === 'DATE') return `(CAST(${daysSql(sql)} AS BIGINT) * ${DAY_MILLIS})`;
  if (node.type.kind !== 'TIME' && node.type.kind !== 'TIMESTAMP' && node.type.kind !== 'TIMESTAMP_LTZ')
    return null;
  return emitter.once(`epoch_us(${sql})`, millisOfMicros);
}

/** The TIME of milliseconds since midnight. */
export function timeSql(millis: string): string {
  return `CAST(make_timestamp(CAST(${millis} AS BIGINT) * 1000) AS TIME)`;
}

/** Months or milliseconds of an interval, as BIGINT. */
export function intervalAmount(emitter: Emitter, node: Bound): string | null {
  if (!isInterval(node.type)) return null;
  if (node.kind === 'literal' && typeof node.value === 'string')
    return `CAST(${Number(node.value)} AS BIGINT)`;
  const sql = emitter.expr(node);
  if (node.type.kind === 'INTERVAL_SECOND') return `CAST(epoch_ms(${sql}) AS BIGINT)`;
  return emitter.once(sql, (i) => `(date_part('year', ${i}) * 12 + date_part('month', ${i}))`);
}

export function intervalSql(kind: string, amount: string): string {
  return kind === 'INTERVAL_MONTH'
    ? `to_months(CAST(${amount} AS INTEGER))`
    : `to_milliseconds(CAST(${amount} AS BIGINT))`;
}

/** Microseconds of a moment on the session's clock; null for other types. */
export function localMicros(emitter: Emitter, node: Bound): string | null {
  const sql = emitter.expr(node);
  if (node.type.kind === 'TIMESTAMP') return `epoch_us(${sql})`;
  return node.type.kind === 'TIMESTAMP_LTZ' ? `epoch_us(${emitter.zoned(sql, NOWHERE)})` : null;
}
