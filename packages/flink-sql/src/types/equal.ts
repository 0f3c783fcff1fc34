import type { SqlType } from './sql-type';

export interface TypesEqualOptions {
  /** Compare kind, precision and nested types only, at every level. */
  readonly ignoreNullability?: boolean;
}

/** Whether two types are the same, field names of rows included. */
export function typesEqual(a: SqlType, b: SqlType, options: TypesEqualOptions = {}): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (!options.ignoreNullability && a.nullable !== b.nullable) return false;
  switch (a.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return 'length' in b && a.length === b.length;
    case 'DECIMAL':
      return b.kind === 'DECIMAL' && a.precision === b.precision && a.scale === b.scale;
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return 'precision' in b && a.precision === b.precision;
    case 'ARRAY':
    case 'MULTISET':
      return 'element' in b && typesEqual(a.element, b.element, options);
    case 'MAP':
      return b.kind === 'MAP' && typesEqual(a.key, b.key, options) && typesEqual(a.value, b.value, options);
    case 'ROW':
      return (
        b.kind === 'ROW' &&
        a.fields.length === b.fields.length &&
        a.fields.every((field, i) => {
          const other = b.fields[i];
          return (
            other !== undefined && field.name === other.name && typesEqual(field.type, other.type, options)
          );
        })
      );
    case 'OPAQUE':
      return b.kind === 'OPAQUE' && a.text === b.text;
    default:
      return true;
  }
}
