import type { Bound } from '../../../analyze/bound';
import { partFunctions } from '../../../functions/temporal';
import type { Emitter } from '../emitter';
import type { FunctionEmitter } from '../function-emitter';
import { quoteLiteral } from '../quote';
import { daysSql, intervalAmount, localMicros, millisSql, unitOf } from './values';

const DAYS = [
  'YEAR',
  'QUARTER',
  'MONTH',
  'WEEK',
  'DAY',
  'DOY',
  'DOW',
  'ISODOW',
  'ISOYEAR',
  'DECADE',
  'CENTURY',
  'MILLENNIUM',
];
const TIMES = ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'];
const OTHER_NAMES: Readonly<Record<string, string>> = {
  DAYOFMONTH: 'DAY',
  DAYOFYEAR: 'DOY',
  DAYOFWEEK: 'DOW',
};

/** What a part of a shorter unit is counted in, and where it starts again; milliseconds, or months. */
const OF_INTERVAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  INTERVAL_SECOND: {
    DAY: '(@ // 86400000)',
    HOUR: '((@ % 86400000) // 3600000)',
    MINUTE: '((@ % 3600000) // 60000)',
    SECOND: '((@ % 60000) // 1000)',
    MILLISECOND: '(@ % 1000)',
  },
  INTERVAL_MONTH: {
    YEAR: '(@ // 12)',
    MONTH: '(@ % 12)',
    QUARTER: '(((@ % 12) - 1) // 3 + 1)',
  },
};

/** EXTRACT and the functions named after units (Flink docs: Temporal Functions). */
export function emitExtract(emitter: Emitter, unit: string, node: Bound): string | null {
  const text = quoteLiteral(unit);
  switch (node.type.kind) {
    case 'DATE':
      if (![...DAYS, ...TIMES, 'EPOCH'].includes(unit)) return null;
      return `flink_extract_days(${text}, ${daysSql(emitter.expr(node))})`;
    case 'TIME': {
      const millis = millisSql(emitter, node);
      return TIMES.includes(unit) && millis !== null
        ? `flink_extract_micros(${text}, ${millis} * 1000)`
        : null;
    }
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      if (![...DAYS, ...TIMES, 'EPOCH', 'MICROSECOND', 'NANOSECOND'].includes(unit)) return null;
      if (node.type.kind === 'TIMESTAMP_LTZ')
        return emitter.bindOnce(
          emitter.expr(node),
          (value) => `flink_extract_micros(${text}, ${emitter.clockMicros(value, node.span)})`,
        );
      const micros = localMicros(emitter, node);
      return micros && `flink_extract_micros(${text}, ${micros})`;
    }
    case 'INTERVAL_MONTH':
    case 'INTERVAL_SECOND': {
      const form = OF_INTERVAL[node.type.kind]?.[unit];
      const amount = form === undefined ? null : intervalAmount(emitter, node);
      if (form === undefined || amount === null) return null;
      return `CAST(${form.replace('@', amount)} AS BIGINT)`;
    }
    default:
      return null;
  }
}

export const extract: FunctionEmitter = (emitter, node) => {
  const [symbol, time] = node.args;
  const unit = unitOf(symbol);
  return unit !== null && time ? emitExtract(emitter, OTHER_NAMES[unit] ?? unit, time) : null;
};

const partOf =
  (unit: string): FunctionEmitter =>
  (emitter, node) =>
    node.args[0] ? emitExtract(emitter, OTHER_NAMES[unit] ?? unit, node.args[0]) : null;

export const partEmitters: Readonly<Record<string, FunctionEmitter>> = Object.fromEntries(
  partFunctions.map((name) => [name, partOf(name)]),
);
