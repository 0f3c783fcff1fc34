import { isInteger, isString } from '../../../types/families';
import { javaFormatSql } from '../date-format';
import { type FunctionEmitter, literalText } from '../function-emitter';
import { quoteLiteral } from '../quote';

const DEFAULT = 'yyyy-MM-dd HH:mm:ss';

export const dateFormat: FunctionEmitter = (emitter, node) => {
  const [time, format] = node.args;
  const pattern = literalText(format);
  if (!time || pattern === null) return null;
  const sql = emitter.expr(time);
  if (time.type.kind === 'TIMESTAMP') return javaFormatSql(sql, pattern);
  if (time.type.kind === 'TIMESTAMP_LTZ') return javaFormatSql(emitter.zoned(sql, node.span), pattern);
  // SimpleDateFormat: S counts milliseconds.
  if (!isString(time.type) || /S{4,}/.test(pattern)) return null;
  const read = `make_timestamp(flink_read_by_simple_format(${sql}, ${quoteLiteral(DEFAULT)}))`;
  return javaFormatSql(read, pattern);
};

export const fromUnixtime: FunctionEmitter = (emitter, node) => {
  const [seconds, format] = node.args;
  const pattern = format ? literalText(format) : DEFAULT;
  if (!seconds || pattern === null || !isInteger(seconds.type) || javaFormatSql('', pattern) === null)
    return null;
  return emitter.bindOnce(`make_timestamptz(CAST(${emitter.expr(seconds)} AS BIGINT) * 1000000)`, (at) => {
    const text = javaFormatSql(emitter.zoned(at, node.span), pattern);
    const failure = emitter.error('FROM_UNIXTIME before 1900 or after 9999 is known to Flink only');
    const beyond = `${at} < TIMESTAMPTZ '1900-01-01 00:00:00+00' OR ${at} > TIMESTAMPTZ '9999-12-30 00:00:00+00'`;
    return `CASE WHEN ${beyond} THEN CAST(${failure} AS VARCHAR) ELSE ${text} END`;
  });
};
