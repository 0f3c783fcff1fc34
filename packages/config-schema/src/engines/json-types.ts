import { formatType, type SqlType } from '@penstock/flink-sql';

const notScalar = new Set<SqlType['kind']>([
  'ARRAY',
  'MAP',
  'ROW',
  'MULTISET',
  'OPAQUE',
  'NULL',
  'INTERVAL_MONTH',
  'INTERVAL_SECOND',
  'TIMESTAMP_TZ',
]);

/** Whether the embedded engine reads the type from a JSON string, number or boolean. */
export function isJsonScalar(type: SqlType): boolean {
  return !notScalar.has(type.kind);
}

/** Why a column of the type cannot be read from JSON messages; null when it can. */
export function unreadableFromJson(type: SqlType): string | null {
  if (isJsonScalar(type)) return null;
  if (type.kind === 'ARRAY') return unreadableFromJson(type.element);
  if (type.kind === 'ROW')
    return type.fields.map((field) => unreadableFromJson(field.type)).find((why) => why !== null) ?? null;
  if (type.kind === 'MAP' && (type.key.kind === 'VARCHAR' || type.key.kind === 'CHAR'))
    return unreadableFromJson(type.value);
  return `${formatType(type)} cannot be read from JSON.`;
}
