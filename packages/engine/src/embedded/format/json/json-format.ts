import { isJsonScalar } from '@penstock/config-schema';
import { type Column, formatType, quoteIdent, quoteLiteral } from '@penstock/flink-sql';
import { type MessageFormat, PROBLEM_COLUMN, RECORD_COLUMN } from '../format';
import { deeperThan } from './depth';
import { convert, structureOf } from './nested';

export const MAX_VALUE_BYTES = 10 * 1024 * 1024;
export const MAX_DEPTH = 1000;

/**
 * Flink's `json` format (docs: Connectors, Formats, JSON) with its defaults: a missing field and a JSON null are NULL,
 * unknown fields are ignored, a value of the wrong type makes the record unreadable.
 */
export const jsonFormat: MessageFormat = {
  name: 'json',

  decodeSql(columns, rawTable) {
    const fields = columns.map((column, i) => ({ column, text: `c${i}`, ...convert(column.type, `c${i}`) }));
    const structure = structureOf(columns.map((column) => column.name));
    const values = fields.map((f) => `${f.value} AS ${quoteIdent(f.column.name)}`);
    const texts = columns.map((column, i) => `s.${quoteIdent(column.name)} AS c${i}`);
    return [
      `SELECT r AS ${RECORD_COLUMN}, ${values.join(', ')}, ${problem(fields)} AS ${PROBLEM_COLUMN}`,
      `FROM (SELECT r, v, s IS NULL AS broken, ${texts.join(', ')}`,
      `FROM (SELECT r, v, TRY(json_transform(v, ${structure})) AS s FROM ${rawTable}))`,
    ].join('\n');
  },

  precheck(bytes, start, length) {
    if (length > MAX_VALUE_BYTES) return `the message has ${length} bytes, more than ${MAX_VALUE_BYTES}`;
    // Fewer bytes cannot nest deeper.
    if (length > 2 * MAX_DEPTH && deeperThan(bytes, start, length, MAX_DEPTH)) {
      return `the JSON is nested deeper than ${MAX_DEPTH} levels`;
    }
    return null;
  },
};

type Field = { column: Column; text: string; bad: string };

function problem(fields: readonly Field[]): string {
  const cases = fields
    .filter((field) => field.bad !== 'false')
    .map((field) => {
      const name = quoteLiteral(field.column.name);
      const type = formatType(field.column.type);
      const shown = `CASE WHEN ${field.text} IS NULL THEN 'missing' ELSE json_quote(left(${field.text}, 80))::VARCHAR END`;
      const reason = `concat(${quoteLiteral(`not a ${type}: ${field.column.name} = `)}, ${isJsonScalar(field.column.type) ? shown : `left(${field.text}, 80)`})`;
      return `WHEN ${field.bad} THEN ${described(reason, name)}`;
    });
  return [
    'CASE',
    `WHEN broken AND json_valid(v) THEN ${described("'penstock_null'", 'NULL')}`,
    `WHEN broken THEN ${described("'the message is not valid JSON'", 'NULL')}`,
    `WHEN NOT starts_with(v, '{') AND json_type(v) <> 'OBJECT' THEN ${described("'the message is not a JSON object'", 'NULL')}`,
    ...cases,
    'END',
  ].join(' ');
}

function described(reason: string, column: string): string {
  return `{'reason': ${reason}, 'column_name': ${column}::VARCHAR}`;
}
