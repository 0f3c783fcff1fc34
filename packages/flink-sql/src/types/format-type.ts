import { quoteFlinkIdentifierIfNeeded } from '../lexer/identifiers';
import { MAX_LENGTH, type SqlType } from './sql-type';

export interface FormatTypeOptions {
  /** Flink's own serializable form: `VARCHAR(2147483647)`, `TIMESTAMP(3) WITH LOCAL TIME ZONE`, quoted field names. */
  readonly serializable?: boolean;
}

/**
 * The type as Flink SQL text. By default the short names that people write (`STRING`, `BYTES`, `TIMESTAMP_LTZ(3)`);
 * nullable types carry no suffix, others `NOT NULL`.
 */
export function formatType(type: SqlType, options: FormatTypeOptions = {}): string {
  return formatBare(type, options.serializable === true) + (type.nullable ? '' : ' NOT NULL');
}

function formatBare(type: SqlType, serializable: boolean): string {
  const nested = (t: SqlType): string => formatType(t, { serializable });
  switch (type.kind) {
    case 'VARCHAR':
    case 'VARBINARY':
      if (type.length === MAX_LENGTH && !serializable) return type.kind === 'VARCHAR' ? 'STRING' : 'BYTES';
      return `${type.kind}(${type.length})`;
    case 'CHAR':
    case 'BINARY':
      return `${type.kind}(${type.length})`;
    case 'DECIMAL':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'TIME':
    case 'TIMESTAMP':
      return `${type.kind}(${type.precision})`;
    case 'TIMESTAMP_LTZ':
      return serializable
        ? `TIMESTAMP(${type.precision}) WITH LOCAL TIME ZONE`
        : `TIMESTAMP_LTZ(${type.precision})`;
    case 'TIMESTAMP_TZ':
      return `TIMESTAMP(${type.precision}) WITH TIME ZONE`;
    case 'INTERVAL_MONTH':
      return 'INTERVAL MONTH';
    case 'INTERVAL_SECOND':
      return 'INTERVAL SECOND(3)';
    case 'ARRAY':
    case 'MULTISET':
      return `${type.kind}<${nested(type.element)}>`;
    case 'MAP':
      return `MAP<${nested(type.key)}, ${nested(type.value)}>`;
    case 'ROW':
      return `ROW<${type.fields.map((f) => formatField(f.name, nested(f.type), f.description, serializable)).join(', ')}>`;
    case 'OPAQUE':
      return type.text;
    default:
      return type.kind;
  }
}

function formatField(name: string, type: string, description: string | undefined, always: boolean): string {
  const quoted = always ? `\`${name.replaceAll('`', '``')}\`` : quoteFlinkIdentifierIfNeeded(name);
  const comment = description === undefined ? '' : ` '${description.replaceAll("'", "''")}'`;
  return `${quoted} ${type}${comment}`;
}
