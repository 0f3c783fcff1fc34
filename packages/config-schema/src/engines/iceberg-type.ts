import { PenstockError } from '@penstock/common';
import { formatType, type SqlType } from '@penstock/flink-sql';

/** Hands out field ids; nested fields need ids of their own. */
export type NextId = () => number;

/**
 * The Iceberg type of a Flink type as the specification writes it in JSON ("Appendix C: JSON serialization"), as Flink's
 * Iceberg sink maps them. Throws `refused` for types that Iceberg has not.
 */
export function icebergType(type: SqlType, nextId: NextId): unknown {
  switch (type.kind) {
    case 'BOOLEAN':
      return 'boolean';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return 'int';
    case 'BIGINT':
      return 'long';
    case 'FLOAT':
    case 'DOUBLE':
    case 'DATE':
    case 'TIME':
    case 'TIMESTAMP':
      return type.kind.toLowerCase();
    case 'TIMESTAMP_LTZ':
      return 'timestamptz';
    case 'DECIMAL':
      return `decimal(${type.precision}, ${type.scale})`;
    case 'CHAR':
    case 'VARCHAR':
      return 'string';
    case 'BINARY':
    case 'VARBINARY':
      return 'binary';
    case 'ARRAY': {
      const id = nextId();
      return {
        type: 'list',
        'element-id': id,
        'element-required': false,
        element: icebergType(type.element, nextId),
      };
    }
    case 'MAP': {
      const [key, value] = [nextId(), nextId()];
      return {
        type: 'map',
        'key-id': key,
        key: icebergType(type.key, nextId),
        'value-id': value,
        'value-required': false,
        value: icebergType(type.value, nextId),
      };
    }
    case 'ROW': {
      const ids = type.fields.map(() => nextId());
      const fields = type.fields.map((field, i) => ({
        id: ids[i],
        name: field.name,
        required: false,
        type: icebergType(field.type, nextId),
      }));
      return { type: 'struct', fields };
    }
    default:
      throw new PenstockError(
        'refused',
        `Iceberg has no type for ${formatType(type)}; cast the column to another type.`,
      );
  }
}

/** Whether a column of the table holds what the sink writes: the same type apart from ids and nullability. */
export function sameIcebergType(a: unknown, b: unknown): boolean {
  return JSON.stringify(withoutIds(a)) === JSON.stringify(withoutIds(b));
}

function withoutIds(type: unknown): unknown {
  if (typeof type === 'string') return type.replaceAll(' ', '');
  if (typeof type !== 'object' || type === null) return type;
  if (Array.isArray(type)) return type.map(withoutIds);
  const kept = Object.entries(type).filter(([key]) => !/(^id$|-id$|required$|^doc$|^schema-id$)/.test(key));
  return Object.fromEntries(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, withoutIds(value)]),
  );
}
