import { isInteger, isString } from '../../types/families';
import { MAX_LENGTH, type SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { nestedText } from './nested-text';
import { temporalText } from './temporal/casts';

const NOWHERE = { start: 0, end: 0 };

/** CAST to a text type: Flink's text of the value, cut or padded to the length. */
export function castToString(emitter: Emitter, value: string, from: SqlType, to: SqlType): string | null {
  const text = textOf(emitter, value, from);
  if (text === null || !('length' in to)) return null;
  const fits = isString(from) && 'length' in from && from.length <= to.length;
  if (to.kind === 'CHAR') {
    if (isString(from) && from.kind === 'CHAR' && fits && 'length' in from && from.length === to.length)
      return text;
    return to.length > 1000 ? null : `rpad(${text}, ${to.length}, ' ')`;
  }
  return to.length === MAX_LENGTH || fits ? text : `substring(${text}, 1, ${to.length})`;
}

/** Flink's text of a value; null where DuckDB's would differ: nested types have a form of their own. */
function textOf(emitter: Emitter, value: string, type: SqlType): string | null {
  if (isString(type)) return value;
  if (isInteger(type) || type.kind === 'DECIMAL' || type.kind === 'DATE') return `CAST(${value} AS VARCHAR)`;
  switch (type.kind) {
    case 'BINARY':
    case 'VARBINARY':
      // Fails for bytes that are no UTF-8.
      return `decode(${value})`;
    case 'BOOLEAN':
      return `CASE ${value} WHEN TRUE THEN 'TRUE' WHEN FALSE THEN 'FALSE' END`;
    case 'DOUBLE':
      return `flink_double_text(${value})`;
    case 'FLOAT':
      return `flink_float_text(${value})`;
    case 'TIMESTAMP':
      return emitter.flinkVersion === '1.20' && type.precision < 6
        ? keptDecimalsText(value, type.precision)
        : timestampText(value, type.precision);
    case 'TIMESTAMP_LTZ':
      return timestampText(emitter.zoned(value, NOWHERE), type.precision);
    case 'TIME':
    case 'INTERVAL_MONTH':
    case 'INTERVAL_SECOND':
      return temporalText(emitter, value, type);
    default:
      return nestedText(emitter, value, type);
  }
}

/** `2024-01-31 10:20:30.123`, with as many decimals as the type has. */
export function timestampText(value: string, precision: number): string {
  const text = `strftime(${value}, '%Y-%m-%d %H:%M:%S.%f')`;
  return `substring(${text}, 1, ${precision === 0 ? 19 : 20 + precision})`;
}

/** 1.20 keeps decimals beyond those of the type where it reads a text, and shows them. */
function keptDecimalsText(value: string, precision: number): string {
  const zeros = precision === 0 ? '\\.0{6}$|0{1,6}$' : `0{1,${6 - precision}}$`;
  return `regexp_replace(${timestampText(value, 6)}, '${zeros}', '')`;
}
