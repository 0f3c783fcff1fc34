import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SqlType } from '@penstock/flink-sql';
import { dateText, timestampText, timeText } from './instants';

/** A value of DuckDB in the corpus's encoding of the Flink type that it stands for. */
export function encode(value: DuckDBValue, type: SqlType): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return Number(value);
    case 'BIGINT':
      return String(value);
    case 'FLOAT':
    case 'DOUBLE':
      return encodeFloat(Number(value));
    case 'DECIMAL':
      return value instanceof DuckDBDecimalValue ? value.toString() : String(value);
    case 'BINARY':
    case 'VARBINARY':
      return value instanceof DuckDBBlobValue
        ? Buffer.from(value.bytes).toString('hex')
        : unexpected(value, type);
    case 'DATE':
      return value instanceof DuckDBDateValue ? dateText(value.days) : unexpected(value, type);
    case 'TIME':
      return value instanceof DuckDBTimeValue ? timeText(value.micros) : unexpected(value, type);
    case 'TIMESTAMP':
      return value instanceof DuckDBTimestampValue
        ? timestampText(value.micros, type.precision, ' ')
        : unexpected(value, type);
    case 'TIMESTAMP_LTZ':
      return value instanceof DuckDBTimestampTZValue
        ? `${timestampText(value.micros, type.precision, 'T')}Z`
        : unexpected(value, type);
    case 'INTERVAL_MONTH':
      return value instanceof DuckDBIntervalValue ? value.months : unexpected(value, type);
    case 'INTERVAL_SECOND':
      return value instanceof DuckDBIntervalValue
        ? value.days * 86_400_000 + Number(value.micros / 1000n)
        : unexpected(value, type);
    case 'ARRAY':
      return value instanceof DuckDBListValue
        ? value.items.map((item) => encode(item, type.element))
        : unexpected(value, type);
    case 'MAP':
    case 'MULTISET':
      return value instanceof DuckDBMapValue ? encodeEntries(value, type) : unexpected(value, type);
    case 'ROW':
      return value instanceof DuckDBStructValue
        ? Object.values(value.entries).map((item, i) => encode(item, type.fields[i]?.type ?? type))
        : unexpected(value, type);
    default:
      return value;
  }
}

const counts: SqlType = { kind: 'INT', nullable: false };

function encodeEntries(
  map: DuckDBMapValue,
  type: Extract<SqlType, { kind: 'MAP' | 'MULTISET' | 'ARRAY' }>,
): unknown {
  const key = type.kind === 'MAP' ? type.key : type.element;
  const value = type.kind === 'MAP' ? type.value : counts;
  return map.entries
    .map((entry) => [encode(entry.key, key), encode(entry.value, value)] as const)
    .sort(([one], [other]) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function encodeFloat(value: number): number | string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : value;
  return String(value);
}

function unexpected(value: DuckDBValue, type: SqlType): string {
  return `${value?.constructor.name} ${String(value)} for ${type.kind}`;
}
