import type { Emitter } from './emitter';
import { type FunctionEmitter, literalText } from './function-emitter';
import { quoteLiteral } from './quote';

/** `$.a.b`, optionally after `lax`: the paths that mean the same in both engines. Null for all others. */
function simplePath(path: string): string[] | null {
  const match = /^\s*(?:lax\s+)?\$((?:\.[A-Za-z_][A-Za-z0-9_]*)+)\s*$/.exec(path);
  return match?.[1] === undefined ? null : match[1].slice(1).split('.');
}

/**
 * JSON_VALUE(text, '$.a.b') of a string, whole number or condition; NULL for objects, arrays, missing values and
 * text that is no JSON. Numbers with an exponent or many digits print differently in Java, so they fail the record.
 */
const jsonValue: FunctionEmitter = (emitter, node) => {
  const [json, path] = node.args;
  const steps = simplePath(literalText(path) ?? '');
  const { json: clauses } = node;
  if (!json || !steps || clauses?.returning) return null;
  if (
    (clauses?.onEmpty && clauses.onEmpty.kind !== 'NULL') ||
    (clauses?.onError && clauses.onError.kind !== 'NULL')
  )
    return null;
  if (json.type.kind !== 'VARCHAR' && json.type.kind !== 'CHAR') return null;
  const pointer = `$.${steps.map((s) => `"${s}"`).join('.')}`;
  const at = quoteLiteral(pointer);
  return emitter.bindOnce(
    emitter.once(emitter.expr(json), (text) => `CASE WHEN json_valid(${text}) THEN ${text} ELSE NULL END`),
    (j) =>
      `CASE json_type(${j}, ${at}) WHEN 'VARCHAR' THEN json_extract_string(${j}, ${at}) WHEN 'BIGINT' THEN json_extract_string(${j}, ${at}) WHEN 'UBIGINT' THEN json_extract_string(${j}, ${at}) WHEN 'BOOLEAN' THEN json_extract_string(${j}, ${at}) WHEN 'DOUBLE' THEN ${decimalText(emitter, `json_extract_string(${j}, ${at})`)} ELSE NULL END`,
  );
};

/** Java prints a DOUBLE of at most 15 digits between 0.001 and 10 million as it is written, without trailing zeros. */
function decimalText(emitter: Emitter, text: string): string {
  const plain = `regexp_matches(${text}, '^-?[0-9]{1,7}\\.[0-9]{1,8}$') AND abs(CAST(${text} AS DOUBLE)) BETWEEN 0.001 AND 9999999`;
  return `CASE WHEN ${plain} THEN CAST(CAST(${text} AS DOUBLE) AS VARCHAR) ELSE ${emitter.error('JSON_VALUE gives this number as text only on Flink')} END`;
}

export const jsonEmitters: Readonly<Record<string, FunctionEmitter>> = { JSON_VALUE: jsonValue };
