import type { BoundCall } from '../../../analyze/bound';
import type { Emitter } from '../emitter';
import { quoteLiteral } from '../quote';
import { dateSql, daysSql, localMicros, millisOfMicros, millisSql, timeSql, unitOf } from './values';

const LONG = ['MILLENNIUM', 'CENTURY', 'DECADE', 'YEAR', 'QUARTER', 'MONTH', 'WEEK'];
const SHORT = ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'];

/** FLOOR and CEIL of a moment TO a unit; null for units that Flink has no sensible answer for. */
export function emitRounding(emitter: Emitter, node: BoundCall): string | null {
  const [moment, symbol] = node.args;
  const unit = unitOf(symbol);
  if (!moment || unit === null) return null;
  const way = node.fn === 'FLOOR' ? 'floor' : 'ceil';
  const text = quoteLiteral(unit);
  switch (moment.type.kind) {
    case 'DATE':
      if (![...LONG, 'DAY', ...SHORT].includes(unit)) return null;
      return dateSql(`flink_${way}_days(${daysSql(emitter.expr(moment))}, ${text})`);
    case 'TIME': {
      const millis = millisSql(emitter, moment);
      return SHORT.includes(unit) && millis !== null
        ? timeSql(`(flink_${way}_millis(${millis}, ${text}) % 86400000)`)
        : null;
    }
    case 'TIMESTAMP':
      if (![...LONG, 'DAY', ...SHORT].includes(unit)) return null;
      return timestamp(emitter, node, way, unit);
    case 'TIMESTAMP_LTZ':
      return instant(emitter, node, way, unit);
    default:
      return null;
  }
}

function timestamp(emitter: Emitter, node: BoundCall, way: string, unit: string): string | null {
  const micros = node.args[0] ? localMicros(emitter, node.args[0]) : null;
  if (micros === null) return null;
  return emitter.once(micros, (us) => {
    // Only CEIL to the millisecond looks at what is below it.
    const from =
      way === 'ceil' && unit === 'MILLISECOND' ? millisOfMicros(`(${us} + 999)`) : millisOfMicros(us);
    return `make_timestamp(flink_${way}_millis(${from}, ${quoteLiteral(unit)}) * 1000)`;
  });
}

/** On the session's clock for hours and more, with the offset that holds before the rounding. */
function instant(emitter: Emitter, node: BoundCall, way: string, unit: string): string | null {
  const [moment] = node.args;
  if (!moment) return null;
  if (['MINUTE', 'SECOND', 'MILLISECOND'].includes(unit)) {
    // 1.20 fails to generate code for these.
    if (emitter.flinkVersion === '1.20') return null;
    const millis = millisSql(emitter, moment);
    return millis && `make_timestamptz(flink_${way}_millis(${millis}, ${quoteLiteral(unit)}) * 1000)`;
  }
  if (![...LONG, 'DAY', 'HOUR'].includes(unit)) return null;
  return emitter.bindOnce(emitter.expr(moment), (value) => {
    const local = emitter.clockMicros(value, node.span);
    return emitter.bindOnce(local, (clock) => {
      const rounded = `flink_${way}_millis(${millisOfMicros(clock)}, ${quoteLiteral(unit)}) * 1000`;
      return `make_timestamptz(${rounded} - (${clock} - epoch_us(${value})))`;
    });
  });
}
