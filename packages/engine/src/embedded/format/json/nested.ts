import { isJsonScalar } from '@penstock/config-schema';
import type { SqlType } from '@penstock/flink-sql';
import { quoteIdent, quoteLiteral } from '@penstock/flink-sql';
import { leafFromText } from './leaf';

/**
 * SQL that turns JSON text into a value of the type, and SQL that is true when that lost something. Each level is
 * extracted as text and converted on its own, because DuckDB turns a wrong inner type into NULL without a word.
 */
export type Conversion = { value: string; bad: string };

export function convert(type: SqlType, text: string, depth = 0): Conversion {
  if (isJsonScalar(type)) {
    const value = leafFromText(type, text);
    const missing = type.nullable ? '' : `${text} IS NULL OR `;
    const bad =
      type.kind === 'VARCHAR' || type.kind === 'CHAR'
        ? missing === ''
          ? 'false'
          : `${text} IS NULL`
        : `(${missing}(${text} IS NOT NULL AND ${value} IS NULL))`;
    return { value, bad };
  }
  if (type.kind === 'ARRAY') return array(type.element, text, depth);
  if (type.kind === 'ROW') return row(type, text, depth);
  if (type.kind === 'MAP') return map(type.value, text, depth);
  throw new RangeError(`${type.kind} cannot be read from JSON`);
}

function array(element: SqlType, text: string, depth: number): Conversion {
  const list = `json_transform(${text}, '["VARCHAR"]')`;
  const name = `e${depth}`;
  const inner = convert(element, name, depth + 1);
  return {
    value: `list_transform(${list}, lambda ${name}: ${inner.value})`,
    bad: `(${text} IS NOT NULL AND (${list} IS NULL OR len(list_filter(${list}, lambda ${name}: ${inner.bad})) > 0))`,
  };
}

function row(type: Extract<SqlType, { kind: 'ROW' }>, text: string, depth: number): Conversion {
  const fields = `json_transform(${text}, ${structureOf(type.fields.map((f) => f.name))})`;
  const inner = type.fields.map((field) => ({
    name: quoteIdent(field.name),
    ...convert(field.type, `${fields}.${quoteIdent(field.name)}`, depth + 1),
  }));
  const packed = inner.map((field) => `${field.name} := ${field.value}`).join(', ');
  return {
    value: `(CASE WHEN ${text} IS NOT NULL THEN struct_pack(${packed}) END)`,
    bad: `(${text} IS NOT NULL AND (json_type(${text}) <> 'OBJECT' OR ${inner.map((f) => f.bad).join(' OR ')}))`,
  };
}

function map(value: SqlType, text: string, depth: number): Conversion {
  const texts = `json_transform(${text}, '"MAP(VARCHAR, VARCHAR)"')`;
  const name = `e${depth}`;
  const inner = convert(value, name, depth + 1);
  return {
    value: `map_from_entries(list_zip(map_keys(${texts}), list_transform(map_values(${texts}), lambda ${name}: ${inner.value})))`,
    bad: `(${text} IS NOT NULL AND (${texts} IS NULL OR len(list_filter(map_values(${texts}), lambda ${name}: ${inner.bad})) > 0))`,
  };
}

/** DuckDB's structure literal with every field as text. */
export function structureOf(names: readonly string[]): string {
  return quoteLiteral(JSON.stringify(Object.fromEntries(names.map((name) => [name, 'VARCHAR']))));
}
