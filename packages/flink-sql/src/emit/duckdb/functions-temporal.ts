import type { Bound } from '../../analyze/bound';
import { isInteger } from '../../types/families';
import { javaFormatSql } from './date-format';
import type { Emitter } from './emitter';
import { type FunctionEmitter, literalInteger, literalText } from './function-emitter';
import { quoteLiteral } from './quote';
import { timestampText } from './text-forms';
import { truncateTimestamp } from './timestamps';

/** The instant that CURRENT_TIMESTAMP and the like give, from the run's clock, in milliseconds. */
function clock(emitter: Emitter): string {
  return truncateTimestamp(emitter, `CAST(${quoteLiteral(emitter.now)} AS TIMESTAMPTZ)`, 6, 3, 'TIMESTAMPTZ');
}

function inZone(emitter: Emitter, sql: string): string {
  return emitter.zoned(sql, { start: 0, end: 0 });
}

/** The moment without a zone: as it is, or on the session's clock. */
function local(emitter: Emitter, node: Bound): string | null {
  if (node.type.kind === 'TIMESTAMP' || node.type.kind === 'DATE') return emitter.expr(node);
  return node.type.kind === 'TIMESTAMP_LTZ' ? inZone(emitter, emitter.expr(node)) : null;
}

/** Epoch numbers from year 0001 to 9999; others are NULL in Flink. */
const RANGE = { 0: [-62135596800n, 253402300799n], 3: [-62135596800000n, 253402300799999n] } as const;

const toTimestampLtz: FunctionEmitter = (emitter, node) => {
  const [number, precision] = node.args;
  const p = literalInteger(precision);
  if (!number || !isInteger(number.type) || (p !== 0 && p !== 3)) return null;
  const [low, high] = RANGE[p];
  const scale = p === 0 ? 1000000 : 1000;
  return emitter.once(
    emitter.expr(number),
    (v) =>
      `CASE WHEN ${v} BETWEEN ${low} AND ${high} THEN make_timestamptz(CAST(${v} AS BIGINT) * ${scale}) ELSE NULL END`,
  );
};

/** Text in Flink's default form. Days that no month has are moved by Java: those fail the record. */
const toTimestamp: FunctionEmitter = (emitter, node) => {
  const [text, format] = node.args;
  if (!text || (format && literalText(format) !== 'yyyy-MM-dd HH:mm:ss')) return null;
  const pattern = format
    ? '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$'
    : '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?)?$';
  return emitter.bindOnce(emitter.expr(text), (s) => {
    const read = truncateTimestamp(emitter, `CAST(substring(${s}, 1, 26) AS TIMESTAMP)`, 6, 3, 'TIMESTAMP');
    return `CASE WHEN ${s} IS NULL THEN NULL WHEN regexp_matches(${s}, ${quoteLiteral(pattern)}) THEN ${read} WHEN regexp_matches(${s}, '^ *[+-]?[0-9]') THEN ${emitter.error('TO_TIMESTAMP reads this text only on Flink')} ELSE NULL END`;
  });
};

const toDate: FunctionEmitter = (emitter, node) => {
  const [text, format] = node.args;
  if (!text || (format && literalText(format) !== 'yyyy-MM-dd')) return null;
  return emitter.bindOnce(
    emitter.expr(text),
    (s) =>
      `CASE WHEN ${s} IS NULL THEN NULL WHEN regexp_matches(${s}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') THEN CAST(${s} AS DATE) WHEN regexp_matches(${s}, '^ *[+-]?[0-9]') THEN ${emitter.error('TO_DATE reads this text only on Flink')} ELSE NULL END`,
  );
};

const dateFormat: FunctionEmitter = (emitter, node) => {
  const [time, format] = node.args;
  const pattern = literalText(format);
  if (!time || pattern === null) return null;
  const value = local(emitter, time);
  return value && javaFormatSql(value, pattern);
};

const fromUnixtime: FunctionEmitter = (emitter, node) => {
  const [seconds, format] = node.args;
  const pattern = format ? literalText(format) : 'yyyy-MM-dd HH:mm:ss';
  if (!seconds || pattern === null || !isInteger(seconds.type)) return null;
  return javaFormatSql(
    inZone(emitter, `make_timestamptz(CAST(${emitter.expr(seconds)} AS BIGINT) * 1000000)`),
    pattern,
  );
};

const unixTimestamp: FunctionEmitter = (emitter, node) =>
  node.args.length === 0 ? `(epoch_ms(${clock(emitter)}) // 1000)` : null;

const PARTS: Readonly<Record<string, string>> = {
  YEAR: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  WEEK: 'weekofyear',
  DAY: 'day',
  DAYOFMONTH: 'day',
  DOY: 'dayofyear',
  DAYOFYEAR: 'dayofyear',
  ISODOW: 'isodow',
  ISOYEAR: 'isoyear',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
};

function part(emitter: Emitter, unit: string, node: Bound): string | null {
  const value = local(emitter, node);
  if (!value) return null;
  if (unit === 'DOW' || unit === 'DAYOFWEEK') return `(CAST(dayofweek(${value}) AS BIGINT) + 1)`;
  if (unit === 'MILLISECOND' && node.type.kind !== 'DATE')
    return `(CAST(millisecond(${value}) AS BIGINT) % 1000)`;
  const name = PARTS[unit];
  if (!name || (node.type.kind === 'DATE' && ['HOUR', 'MINUTE', 'SECOND'].includes(unit))) return null;
  return `CAST(${name}(${value}) AS BIGINT)`;
}

const extract: FunctionEmitter = (emitter, node) => {
  const [unit, time] = node.args;
  return unit?.kind === 'symbol' && time ? part(emitter, unit.symbol, time) : null;
};

const partOf =
  (unit: string): FunctionEmitter =>
  (emitter, node) =>
    node.args[0] ? part(emitter, unit, node.args[0]) : null;

const currentText = (emitter: Emitter): string => timestampText(inZone(emitter, clock(emitter)), 0);

export const temporalEmitters: Readonly<Record<string, FunctionEmitter>> = {
  CURRENT_TIMESTAMP: clock,
  NOW: clock,
  LOCALTIMESTAMP: (emitter) => inZone(emitter, clock(emitter)),
  CURRENT_DATE: (emitter) => `CAST(${inZone(emitter, clock(emitter))} AS DATE)`,
  CURRENT_TIME: (emitter) => `CAST(substring(${currentText(emitter)}, 12) AS TIME)`,
  LOCALTIME: (emitter) => `CAST(substring(${currentText(emitter)}, 12) AS TIME)`,
  TO_TIMESTAMP_LTZ: toTimestampLtz,
  TO_TIMESTAMP: toTimestamp,
  TO_DATE: toDate,
  DATE_FORMAT: dateFormat,
  FROM_UNIXTIME: fromUnixtime,
  UNIX_TIMESTAMP: unixTimestamp,
  EXTRACT: extract,
  ...Object.fromEntries(
    [
      'YEAR',
      'QUARTER',
      'MONTH',
      'WEEK',
      'DAYOFYEAR',
      'DAYOFMONTH',
      'DAYOFWEEK',
      'HOUR',
      'MINUTE',
      'SECOND',
    ].map((u) => [u, partOf(u)]),
  ),
};
