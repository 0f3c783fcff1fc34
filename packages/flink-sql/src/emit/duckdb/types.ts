import type { SqlType } from '../../types/sql-type';
import { quoteIdent } from './quote';

/**
 * The DuckDB type that holds values of a Flink type. TIMESTAMP_LTZ is TIMESTAMPTZ (an instant), TIMESTAMP(p) with
 * p <= 6 is TIMESTAMP in microseconds, MULTISET a map from element to count, BYTES a BLOB.
 * Opaque types have no counterpart and are carried as VARCHAR.
 */
export function toDuckDbType(type: SqlType): string {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'OPAQUE':
      return 'VARCHAR';
    case 'BINARY':
    case 'VARBINARY':
      return 'BLOB';
    case 'INT':
    case 'NULL':
      return 'INTEGER';
    case 'DECIMAL':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'TIME':
      return 'TIME';
    case 'TIMESTAMP':
      return type.precision > 6 ? 'TIMESTAMP_NS' : 'TIMESTAMP';
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return 'TIMESTAMPTZ';
    case 'INTERVAL_MONTH':
    case 'INTERVAL_SECOND':
      return 'INTERVAL';
    case 'ARRAY':
      return `${toDuckDbType(type.element)}[]`;
    case 'MULTISET':
      return `MAP(${toDuckDbType(type.element)}, INTEGER)`;
    case 'MAP':
      return `MAP(${toDuckDbType(type.key)}, ${toDuckDbType(type.value)})`;
    case 'ROW':
      return `STRUCT(${type.fields.map((f) => `${quoteIdent(f.name)} ${toDuckDbType(f.type)}`).join(', ')})`;
    default:
      return type.kind;
  }
}

/** Whether DuckDB holds every value of the type unchanged; the reason why not else. */
export function unsupportedType(type: SqlType): string | null {
  switch (type.kind) {
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return type.precision > 6 ? `${type.kind} with nanoseconds` : null;
    case 'TIMESTAMP_TZ':
      return 'TIMESTAMP WITH TIME ZONE';
    case 'OPAQUE':
      return type.text;
    case 'MULTISET':
      return 'MULTISET';
    case 'ARRAY':
      return unsupportedType(type.element);
    case 'MAP':
      return unsupportedType(type.key) ?? unsupportedType(type.value);
    case 'ROW': {
      const names = new Set(type.fields.map((f) => f.name.toLowerCase()));
      if (names.size !== type.fields.length) return 'a ROW whose fields differ in case only';
      if (names.size === 0) return 'an empty ROW';
      return type.fields.map((f) => unsupportedType(f.type)).find((r) => r !== null) ?? null;
    }
    default:
      return null;
  }
}
