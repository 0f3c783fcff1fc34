import { quoteIdent, quoteLiteral, type SqlType, toDuckDbType } from '@penstock/flink-sql';

/**
 * A value in the corpus's encoding as DuckDB SQL, in the type that stands for the Flink type. Some test rows hold more than
 * their small integer type can: Flink's serializers cut them.
 */
export function literal(value: unknown, type: SqlType): string {
  return `CAST(${bare(value, type)} AS ${toDuckDbType(type)})`;
}

function bare(value: unknown, type: SqlType): string {
  if (value === null || value === undefined) return 'NULL';
  switch (type.kind) {
    case 'TINYINT':
      return String(BigInt.asIntN(8, BigInt(String(value))));
    case 'SMALLINT':
      return String(BigInt.asIntN(16, BigInt(String(value))));
    case 'BINARY':
    case 'VARBINARY':
      return `unhex(${quoteLiteral(String(value))})`;
    case 'INTERVAL_MONTH':
      return `to_months(${Number(value)})`;
    case 'INTERVAL_SECOND':
      return `to_milliseconds(${BigInt(String(value))})`;
    case 'ARRAY':
      return `[${list(value)
        .map((item) => literal(item, type.element))
        .join(', ')}]`;
    case 'MULTISET':
    case 'MAP':
      return mapLiteral(value, type);
    case 'ROW':
      return `{${type.fields.map((field, i) => `${quoteIdent(field.name)}: ${literal(list(value)[i], field.type)}`).join(', ')}}`;
    default:
      return quoteLiteral(String(value));
  }
}

function mapLiteral(value: unknown, type: Extract<SqlType, { kind: 'MAP' | 'MULTISET' | 'ARRAY' }>): string {
  const entries = list(value).map((entry) => list(entry));
  const keyType = type.kind === 'MAP' ? type.key : type.element;
  const valueType: SqlType = type.kind === 'MAP' ? type.value : { kind: 'INT', nullable: false };
  const side = (index: number, of: SqlType) => entries.map((entry) => literal(entry[index], of)).join(', ');
  return `map([${side(0, keyType)}], [${side(1, valueType)}])`;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error(`the corpus has ${JSON.stringify(value)} where a list belongs`);
  return value;
}
