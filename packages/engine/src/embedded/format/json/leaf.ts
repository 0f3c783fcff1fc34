import { formatType, type SqlType, toDuckDbType } from '@penstock/flink-sql';

const INTEGER_TEXT = "'[+-]?[0-9]+'";
const NUMBER_TEXT = "'[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'";
const FRACTION = '([.][0-9]{1,9})?';
const DATE_TEXT = "'[0-9]{4}-[0-9]{2}-[0-9]{2}'";

/**
 * DuckDB SQL that turns the text of a JSON scalar into a Flink type, NULL when the text does not fit. `text` is an SQL
 * expression of type VARCHAR. The rules are Flink's `JsonParserToRowDataConverters` (flink-json 1.20 and 2.x) where it
 * is strict; where Flink guesses (a truncated 1.5 for INT), NULL, which makes the record unreadable (decision 51).
 */
export function leafFromText(type: SqlType, text: string): string {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return text;
    case 'BOOLEAN':
      return `(CASE lower(trim(${text})) WHEN 'true' THEN true WHEN 'false' THEN false END)`;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
      return integer(toDuckDbType(type), text);
    case 'FLOAT':
    case 'DOUBLE':
      return finite(toDuckDbType(type), text);
    case 'DECIMAL':
      return `(CASE WHEN length(${text}) <= 17 OR regexp_full_match(trim(${text}), ${INTEGER_TEXT}) THEN ${guarded(text, NUMBER_TEXT, `TRY_CAST(trim(${text}) AS ${toDuckDbType(type)})`)} END)`;
    case 'DATE':
      return guarded(text, DATE_TEXT, `TRY_CAST(${text} AS DATE)`);
    case 'TIME':
      return guarded(text, `'[0-9]{2}:[0-9]{2}:[0-9]{2}${FRACTION}'`, `TRY_CAST(${text} AS TIME)`);
    case 'TIMESTAMP':
      return guarded(text, timestampText(''), `TRY_CAST(${text} AS TIMESTAMP)`);
    case 'TIMESTAMP_LTZ':
      return guarded(text, timestampText('Z'), `TRY_CAST(${text} AS TIMESTAMPTZ)`);
    case 'BINARY':
    case 'VARBINARY':
      return `TRY(from_base64(${text}))`;
    default:
      throw new RangeError(`${formatType(type)} is not a scalar`);
  }
}

/** json.timestamp-format.standard = SQL: a blank between date and time, Z after the time for TIMESTAMP_LTZ. */
function timestampText(zone: string): string {
  return `'[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}${FRACTION}${zone}'`;
}

/** The cheap test first: most texts are the number as DuckDB itself would write it. */
function integer(type: string, text: string): string {
  const cast = `TRY_CAST(${text} AS ${type})`;
  return `(CASE WHEN ${cast}::VARCHAR = ${text} THEN ${cast} WHEN regexp_full_match(trim(${text}), ${INTEGER_TEXT}) THEN TRY_CAST(trim(${text}) AS ${type}) END)`;
}

/** Infinity and NaN are no JSON; DuckDB's digit separators are no number either. A pattern would cost more than the cast. */
function finite(type: string, text: string): string {
  const cast = `TRY_CAST(trim(${text}) AS ${type})`;
  return `(CASE WHEN isfinite(${cast}) AND NOT contains(${text}, '_') THEN ${cast} END)`;
}

function guarded(text: string, pattern: string, value: string): string {
  return `(CASE WHEN regexp_full_match(trim(${text}), ${pattern}) THEN ${value} END)`;
}
