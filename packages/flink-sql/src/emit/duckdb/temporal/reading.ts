import { isReadable, patternParts } from '../../../runtime/temporal/java-patterns';
import { simplePattern } from '../../../runtime/temporal/simple-date-format';
import { isString } from '../../../types/families';
import type { Emitter } from '../emitter';
import { type FunctionEmitter, literalText } from '../function-emitter';
import { quoteLiteral } from '../quote';
import { dateSql } from './values';
import { zoneFor } from './zones';

const DEFAULT = 'yyyy-MM-dd HH:mm:ss';
/** What Flink gives for a text that it cannot read. */
const UNREADABLE = '-9223372036854775808';

/** Microseconds of a text by a pattern of java.time's; null for patterns that are not known to be read alike. */
export function patternMicros(
  emitter: Emitter,
  text: string,
  pattern: string,
  precision: number,
): string | null {
  const parts = patternParts(pattern);
  if (parts === null || !isReadable(parts)) return null;
  // 1.20 keeps decimals of a text that does not fit the pattern, beyond those of the type.
  const kept = emitter.flinkVersion === '1.20' ? 6 : precision;
  return `flink_read_by_pattern(${text}, ${quoteLiteral(pattern)}, ${precision}, ${kept})`;
}

export const toTimestamp: FunctionEmitter = (emitter, node) => {
  const [text, format] = node.args;
  if (!text) return null;
  const sql = emitter.expr(text);
  if (!format) return `make_timestamp(flink_read_timestamp(${sql}, 3))`;
  const pattern = literalText(format);
  const micros = pattern === null ? null : patternMicros(emitter, sql, pattern, 3);
  return micros && `make_timestamp(${micros})`;
};

export const toDate: FunctionEmitter = (emitter, node) => {
  const [text, format] = node.args;
  if (!text) return null;
  const sql = emitter.expr(text);
  if (!format) return dateSql(`flink_read_date(${sql})`);
  const pattern = literalText(format);
  if (pattern === null || simplePattern(pattern) === null) return null;
  const failure = emitter.error('TO_DATE cannot read this text');
  return emitter.bindOnce(sql, (s) => {
    const read = `CAST(make_timestamp(flink_read_by_simple_format(${s}, ${quoteLiteral(pattern)})) AS DATE)`;
    return `CASE WHEN ${s} IS NOT NULL THEN COALESCE(${read}, CAST(${failure} AS DATE)) END`;
  });
};

/** UNIX_TIMESTAMP of a text on the session's clock. */
export const unixTimestampOf: FunctionEmitter = (emitter, node) => {
  const [text, format] = node.args;
  const pattern = format ? literalText(format) : DEFAULT;
  if (!text || !isString(text.type) || pattern === null || simplePattern(pattern) === null) return null;
  return emitter.bindOnce(emitter.expr(text), (s) => {
    const local = `make_timestamp(flink_read_by_simple_format(${s}, ${quoteLiteral(pattern)}))`;
    const instant = emitter.zoned(local, node.span);
    const millis = emitter.bindOnce(instant, (at) => sinceLongAgo(emitter, at, `epoch_us(${at}) // 1000`));
    return `CASE WHEN ${s} IS NOT NULL THEN COALESCE(${millis} // 1000, CAST(${UNREADABLE} AS BIGINT)) END`;
  });
};

/** Both zones by java.util.TimeZone, so only from 1900 on. */
export const convertTz: FunctionEmitter = (emitter, node) => {
  const [text, from, to] = node.args;
  const source = zoneFor(literalText(from) ?? '');
  const target = zoneFor(literalText(to) ?? '');
  if (!text || source === null || target === null) return null;
  const read = `make_timestamp(flink_read_by_simple_format(${emitter.expr(text)}, ${quoteLiteral(DEFAULT)}))`;
  return emitter.bindOnce(`timezone(${quoteLiteral(source)}, ${read})`, (at) => {
    const local = `epoch_us(timezone(${quoteLiteral(target)}, ${at}))`;
    return `strftime(make_timestamp(${sinceLongAgo(emitter, at, local)}), '%Y-%m-%d %H:%M:%S')`;
  });
};

function sinceLongAgo(emitter: Emitter, instant: string, value: string): string {
  const failure = emitter.error('Times before 1900 are known to Flink only here');
  return `(CASE WHEN ${instant} < TIMESTAMPTZ '1900-01-01 00:00:00+00' THEN CAST(${failure} AS BIGINT) ELSE ${value} END)`;
}
