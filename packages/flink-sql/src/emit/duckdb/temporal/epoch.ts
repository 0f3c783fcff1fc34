import type { Bound } from '../../../analyze/bound';
import { isApproximate, isInteger, isString } from '../../../types/families';
import type { Emitter } from '../emitter';
import { type FunctionEmitter, literalInteger, literalText } from '../function-emitter';
import { patternMicros } from './reading';
import { zoneFor } from './zones';

/** Epoch numbers of the years 0000 to 9999; others are NULL in Flink. */
const RANGE = { 0: [-62167219200n, 253402300799n], 3: [-62167219200000n, 253402300799999n] } as const;

export const toTimestampLtz: FunctionEmitter = (emitter, node) => {
  const [value, second, zone] = node.args;
  if (!value) return null;
  if (isString(value.type))
    return node.type.kind === 'TIMESTAMP_LTZ'
      ? ofText(emitter, value, second, zone, node.type.precision)
      : null;
  if (second && isNull(second)) return 'CAST(NULL AS TIMESTAMPTZ)';
  const p = second ? literalInteger(second) : 3;
  return p === 0 || p === 3 ? ofNumber(emitter, value, p) : null;
};

function isNull(node: Bound): boolean {
  if (node.kind === 'cast') return isNull(node.operand);
  return node.kind === 'literal' && node.value === null;
}

function ofNumber(emitter: Emitter, value: Bound, precision: 0 | 3): string | null {
  const [low, high] = RANGE[precision];
  const scale = precision === 0 ? 1_000_000 : 1000;
  const sql = emitter.expr(value);
  const within = (v: string, micros: string): string =>
    `CASE WHEN ${v} BETWEEN ${low} AND ${high} THEN make_timestamptz(${micros}) END`;
  if (isInteger(value.type)) return emitter.once(sql, (v) => within(v, `CAST(${v} AS BIGINT) * ${scale}`));
  if (isApproximate(value.type))
    return emitter.bindOnce(`CAST(${sql} AS DOUBLE)`, (v) => {
      const millis = precision === 0 ? `trunc(${v} * 1000)` : `trunc(${v})`;
      const read = within(v, `CAST(${millis} AS BIGINT) * 1000`);
      return precision === 0 ? read : `CASE WHEN isnan(${v}) THEN make_timestamptz(0) ELSE ${read} END`;
    });
  if (value.type.kind !== 'DECIMAL') return null;
  // Flink lets numbers beyond BIGINT run over.
  const failure = emitter.error('This DECIMAL is too great for a time');
  return emitter.bindOnce(`trunc(${sql})`, (v) => {
    const read = within(v, `CAST(${v} AS BIGINT) * ${scale}`);
    return `CASE WHEN abs(${v}) > 9000000000000000 THEN CAST(${failure} AS TIMESTAMPTZ) ELSE ${read} END`;
  });
}

/** A text in a zone, UTC when none is given. */
function ofText(
  emitter: Emitter,
  text: Bound,
  format: Bound | undefined,
  zone: Bound | undefined,
  precision: number,
): string | null {
  if ([text, format, zone].some((a) => a && isNull(a))) return 'CAST(NULL AS TIMESTAMPTZ)';
  const id = zone ? literalText(zone) : 'UTC';
  if (id === null || zoneFor(id) === null) return null;
  const sql = emitter.expr(text);
  const pattern = literalText(format);
  if (format && pattern === null) return null;
  const micros =
    pattern === null
      ? `flink_read_timestamp(${sql}, ${precision})`
      : patternMicros(emitter, sql, pattern, precision);
  return micros && emitter.instantOf(`make_timestamp(${micros})`, text.span, id);
}
