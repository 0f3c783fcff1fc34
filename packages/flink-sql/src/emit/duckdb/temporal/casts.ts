import type { Bound } from '../../../analyze/bound';
import type { SqlType } from '../../../types/sql-type';
import type { Emitter } from '../emitter';
import { truncateTimestamp } from '../timestamps';
import { DAY_MILLIS, dateSql, millisOfMicros, millisSql, timeSql } from './values';

const NOWHERE = { start: 0, end: 0 };

/** CAST between DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ; null for other types. */
export function temporalCast(emitter: Emitter, operand: Bound, to: SqlType): string | null {
  const from = operand.type;
  switch (from.kind) {
    case 'DATE':
      return fromDate(emitter, operand, to);
    case 'TIME':
      return fromTime(emitter, operand, to);
    case 'TIMESTAMP':
      return fromTimestamp(emitter, operand, from.precision, to);
    case 'TIMESTAMP_LTZ':
      return fromInstant(emitter, operand, from.precision, to);
    default:
      return null;
  }
}

function fromDate(emitter: Emitter, operand: Bound, to: SqlType): string | null {
  const timestamp = `CAST(${emitter.expr(operand)} AS TIMESTAMP)`;
  if (to.kind === 'TIMESTAMP') return timestamp;
  return to.kind === 'TIMESTAMP_LTZ' ? emitter.instantOf(timestamp, operand.span) : null;
}

function fromTime(emitter: Emitter, operand: Bound, to: SqlType): string | null {
  const millis = millisSql(emitter, operand);
  if (millis === null) return null;
  if (to.kind === 'TIME') return timeSql(keptMillis(emitter, millis, to.precision));
  if (to.kind !== 'TIMESTAMP' && to.kind !== 'TIMESTAMP_LTZ') return null;
  // Decimals that the type has no room for would stay in Flink.
  if (to.precision < 3 && operand.type.kind === 'TIME' && operand.type.precision > to.precision) return null;
  const timestamp = `make_timestamp(${millis} * 1000)`;
  return to.kind === 'TIMESTAMP' ? timestamp : emitter.instantOf(timestamp, operand.span);
}

/** 1.20 keeps milliseconds in every TIME; later versions keep as many decimals as the type has. */
export function keptMillis(emitter: Emitter, millis: string, precision: number): string {
  const unit = 10 ** (3 - Math.min(3, precision));
  return emitter.flinkVersion === '1.20' || unit === 1 ? millis : `(${millis} // ${unit} * ${unit})`;
}

function fromTimestamp(emitter: Emitter, operand: Bound, precision: number, to: SqlType): string | null {
  const sql = emitter.expr(operand);
  switch (to.kind) {
    case 'DATE': {
      // Towards 1970, as Flink cuts: a moment before it has the date after its own.
      const millis = millisSql(emitter, operand);
      return millis && dateSql(`${millis} // ${DAY_MILLIS}`);
    }
    case 'TIME': {
      const failure = emitter.error('Flink has no TIME for a TIMESTAMP before 1970');
      const millis = millisSql(emitter, operand);
      const time = (ms: string): string =>
        `CASE WHEN ${ms} < 0 THEN CAST(${failure} AS TIME) ELSE ${timeSql(keptMillis(emitter, `(${ms} % ${DAY_MILLIS})`, to.precision))} END`;
      return millis && emitter.once(millis, time);
    }
    case 'TIMESTAMP':
      return truncateTimestamp(emitter, sql, precision, to.precision, 'TIMESTAMP');
    case 'TIMESTAMP_LTZ':
      return emitter.instantOf(
        truncateTimestamp(emitter, sql, precision, to.precision, 'TIMESTAMP'),
        operand.span,
      );
    default:
      return null;
  }
}

function fromInstant(emitter: Emitter, operand: Bound, precision: number, to: SqlType): string | null {
  const sql = emitter.expr(operand);
  const local = emitter.zoned(sql, operand.span);
  switch (to.kind) {
    case 'DATE':
      return `CAST(${local} AS DATE)`;
    case 'TIME': {
      const millis = emitter.once(`epoch_us(${local})`, millisOfMicros);
      const ofDay = emitter.once(millis, (ms) => `((${ms} % ${DAY_MILLIS} + ${DAY_MILLIS}) % ${DAY_MILLIS})`);
      return timeSql(keptMillis(emitter, ofDay, to.precision));
    }
    case 'TIMESTAMP':
      return truncateTimestamp(emitter, local, precision, to.precision, 'TIMESTAMP');
    case 'TIMESTAMP_LTZ':
      return truncateTimestamp(emitter, sql, precision, to.precision, 'TIMESTAMPTZ');
    default:
      return null;
  }
}

/** A text read as a temporal value, NULL when it is none; null for other types. @param text is used once */
export function readTemporal(emitter: Emitter, text: string, to: SqlType): string | null {
  switch (to.kind) {
    case 'DATE':
      return dateSql(`flink_read_date(${text})`);
    case 'TIME':
      return timeSql(keptMillis(emitter, `flink_read_time(${text})`, to.precision));
    case 'TIMESTAMP':
      return `make_timestamp(flink_read_timestamp(${text}, ${to.precision}))`;
    case 'TIMESTAMP_LTZ':
      return emitter.instantOf(`make_timestamp(flink_read_timestamp(${text}, ${to.precision}))`, NOWHERE);
    default:
      return null;
  }
}

/** Flink's text of a TIME or an interval; null for other types. */
export function temporalText(emitter: Emitter, value: string, type: SqlType): string | null {
  switch (type.kind) {
    case 'TIME':
      return `flink_time_text(epoch_us(${value}) // 1000, ${Math.min(3, type.precision)})`;
    case 'INTERVAL_SECOND':
      return `flink_millis_text(CAST(epoch_ms(${value}) AS BIGINT))`;
    case 'INTERVAL_MONTH':
      return emitter.once(
        value,
        (i) => `flink_months_text(CAST(date_part('year', ${i}) * 12 + date_part('month', ${i}) AS BIGINT))`,
      );
    default:
      return null;
  }
}
