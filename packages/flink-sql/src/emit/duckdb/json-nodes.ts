import { type Bound, walkBound } from '../../analyze/bound';
import { typesEqual } from '../../types/equal';
import { isInteger, isString } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';

const RAW: ReadonlySet<string> = new Set(['JSON_OBJECT', 'JSON_ARRAY', 'JSON']);

/**
 * A value as JSON text, NULL when it is NULL: calls that make JSON stand in it as they are, other texts are quoted.
 * Null for what is not known to give Flink's text.
 */
export function jsonNode(emitter: Emitter, value: Bound | undefined): string | null {
  if (!value) return null;
  const inner = withoutEmptyCasts(value);
  if (inner.kind === 'call' && RAW.has(inner.fn)) return emitter.expr(inner);
  // What Flink's optimizer leaves of a CASE or COALESCE decides there whether its JSON is quoted.
  if (isString(inner.type) && inner.kind !== 'call' && holdsJson(inner)) return null;
  if (inner.kind === 'call' && ['COALESCE', 'IFNULL'].includes(inner.fn) && holdsJson(inner)) return null;
  return nodeOf(emitter, emitter.expr(inner), inner.type, 0);
}

function withoutEmptyCasts(value: Bound): Bound {
  let inner = value;
  while (inner.kind === 'cast' && typesEqual(inner.type, inner.operand.type, { ignoreNullability: true }))
    inner = inner.operand;
  return inner;
}

function holdsJson(value: Bound): boolean {
  let found = false;
  walkBound(value, (node) => {
    found ||= node.kind === 'call' && RAW.has(node.fn);
    return !found;
  });
  return found;
}

/** @param level how many lists the value is in: their variables need different names */
function nodeOf(emitter: Emitter, sql: string, type: SqlType, level: number): string | null {
  if (isString(type)) return `flink_json_text_node(${sql})`;
  if (isInteger(type) || type.kind === 'BOOLEAN') return `CAST(${sql} AS VARCHAR)`;
  switch (type.kind) {
    case 'DECIMAL':
      // 1.20 cuts trailing zeros, which turns 100 into 1E+2; not in all of its releases.
      return emitter.flinkVersion === '1.20' ? null : `flink_json_decimal_node(CAST(${sql} AS VARCHAR))`;
    case 'FLOAT':
    case 'DOUBLE':
      return `flink_json_double_node(CAST(${sql} AS DOUBLE))`;
    case 'BINARY':
    case 'VARBINARY':
      return `('"' || base64(${sql}) || '"')`;
    case 'TIMESTAMP':
      return `('"' || ${isoText(sql)} || '"')`;
    case 'TIMESTAMP_LTZ':
      return `('"' || ${isoText(`timezone('UTC', ${sql})`)} || 'Z"')`;
    case 'ARRAY': {
      const items = itemNodes(emitter, sql, type.element, level);
      return items && `flink_json_array(${items})`;
    }
    case 'MAP': {
      const values = itemNodes(emitter, `map_values(${sql})`, type.value, level);
      return values && `flink_json_object(map_keys(${sql}), ${values})`;
    }
    case 'ROW':
      return rowNode(emitter, sql, type, level);
    default:
      return null;
  }
}

/** `2024-01-31T10:20:30.12`: no zeros at the end of the fraction, and no point without one. */
function isoText(timestamp: string): string {
  return `rtrim(rtrim(strftime(${timestamp}, '%Y-%m-%dT%H:%M:%S.%f'), '0'), '.')`;
}

function itemNodes(emitter: Emitter, list: string, type: SqlType, level: number): string | null {
  const name = `j${level}`;
  const node = nodeOf(emitter, name, type, level + 1);
  return node && `list_transform(${list}, lambda ${name}: COALESCE(${node}, 'null'))`;
}

function rowNode(
  emitter: Emitter,
  sql: string,
  type: SqlType & { kind: 'ROW' },
  level: number,
): string | null {
  const names = type.fields.map((f) => quoteLiteral(f.name)).join(', ');
  let refused = false;
  const text = emitter.once(sql, (row) => {
    const nodes = type.fields.map((f) => {
      const node = nodeOf(emitter, `struct_extract(${row}, ${quoteLiteral(f.name)})`, f.type, level);
      refused ||= node === null;
      return `COALESCE(${node}, 'null')`;
    });
    return `CASE WHEN ${row} IS NULL THEN NULL ELSE flink_json_object([${names}], [${nodes.join(', ')}]) END`;
  });
  return refused ? null : text;
}
