import type { Bound } from '../../analyze/bound';
import { isReadable } from '../../runtime/regex/java-pattern';
import { isBinary, isInteger, isString, isTimestamp } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { type FunctionEmitter, literalText } from './function-emitter';
import { quoteLiteral } from './quote';
import { firstOf, runtimeArgument, runtimeCall } from './runtime-call';
import { toDuckDbType } from './types';

/** DuckDB compares texts byte by byte, as Flink does. */
const startsOrEnds =
  (text: string): FunctionEmitter =>
  (emitter, node) => {
    const [whole, part] = node.args;
    if (!whole || !part) return null;
    if (isString(whole.type) && isString(part.type))
      return `${text}(${emitter.expr(whole)}, ${emitter.expr(part)})`;
    if (!isBinary(whole.type) || !isBinary(part.type)) return null;
    // Two digits for each byte: a start or an end in digits is one in bytes.
    return `${text}(hex(${emitter.expr(whole)}), hex(${emitter.expr(part)}))`;
  };

/** Flink reads a BIGINT index only where it chooses nothing, else it fails. */
const elt: FunctionEmitter = (emitter, node) => {
  const [index, ...values] = node.args;
  if (!index || !isInteger(index.type)) return null;
  const type = toDuckDbType(node.type);
  if (index.type.kind === 'BIGINT') {
    const failure = `CAST(${emitter.error('ELT needs an INT as its index')} AS ${type})`;
    return `CASE WHEN ${emitter.expr(index)} BETWEEN 1 AND ${values.length} THEN ${failure} ELSE CAST(NULL AS ${type}) END`;
  }
  const branches = values.map((value, i) => `WHEN ${i + 1} THEN ${emitter.expr(value)}`);
  return `CASE ${emitter.expr(index)} ${branches.join(' ')} ELSE CAST(NULL AS ${type}) END`;
};

/** IS_ALPHA, IS_DIGIT, IS_DECIMAL: of numbers the type alone decides; a NULL text is none of them. */
const kindOf =
  (name: `flink_${string}`, counts: (type: SqlType) => boolean): FunctionEmitter =>
  (emitter, node) => {
    const [value] = node.args;
    if (!value) return null;
    if (isString(value.type)) return `COALESCE(${name}(${emitter.expr(value)}), FALSE)`;
    return counts(value.type) ? 'TRUE' : 'FALSE';
  };

const strToMap: FunctionEmitter = (emitter, node) => {
  const [text, pairs, keyValue] = node.args;
  if (!text || !isString(text.type)) return null;
  for (const pattern of [pairs, keyValue]) {
    const known = literalText(pattern);
    if (known !== null && !isReadable(known)) return null;
  }
  const args = [
    emitter.expr(text),
    pairs ? emitter.expr(pairs) : quoteLiteral(','),
    keyValue ? emitter.expr(keyValue) : quoteLiteral('='),
  ].join(', ');
  return `map(flink_str_to_map_keys(${args}), flink_str_to_map_values(${args}))`;
};

/** The letter of an argument's kind and the text that PRINTF prints of it. */
function printed(emitter: Emitter, value: Bound): { kind: string; sql: string } | null {
  const sql = emitter.expr(value);
  if (isString(value.type)) return { kind: 's', sql };
  if (isInteger(value.type)) return { kind: 'd', sql: `CAST(${sql} AS VARCHAR)` };
  if (isTimestamp(value.type))
    return { kind: 's', sql: `flink_local_time_text(CAST(epoch_us(${sql}) AS BIGINT))` };
  // Flink gives the days since 1970 to the format.
  if (value.type.kind === 'DATE')
    return { kind: 'd', sql: `CAST(date_diff('day', DATE '1970-01-01', ${sql}) AS VARCHAR)` };
  if (value.type.kind === 'BOOLEAN') return { kind: 'b', sql: `CAST(${sql} AS VARCHAR)` };
  return null;
}

const printf: FunctionEmitter = (emitter, node) => {
  const [format, ...values] = node.args;
  const text = format ? runtimeArgument(emitter, format, 'text') : null;
  if (text === null) return null;
  const parts = values.map((value) => printed(emitter, value));
  if (parts.includes(null)) return null;
  const kinds = quoteLiteral(parts.map((part) => part?.kind).join(''));
  return `flink_printf(${text}, ${kinds}, CAST([${parts.map((part) => part?.sql).join(', ')}] AS VARCHAR[]))`;
};

export const textPartEmitters: Readonly<Record<string, FunctionEmitter>> = {
  OVERLAY: firstOf(
    runtimeCall('flink_overlay', 'text', 'text', 'long', 'long'),
    runtimeCall('flink_overlay_whole', 'text', 'text', 'long'),
  ),
  LPAD: runtimeCall('flink_lpad', 'text', 'int', 'text'),
  RPAD: runtimeCall('flink_rpad', 'text', 'int', 'text'),
  SPLIT: runtimeCall('flink_split', 'text', 'text'),
  SPLIT_INDEX: firstOf(
    runtimeCall('flink_split_index', 'text', 'text', 'int'),
    runtimeCall('flink_split_index_code', 'text', 'int', 'int'),
  ),
  STR_TO_MAP: strToMap,
  STARTSWITH: startsOrEnds('starts_with'),
  ENDSWITH: startsOrEnds('suffix'),
  ELT: elt,
  PRINTF: printf,
  INITCAP: runtimeCall('flink_initcap', 'text'),
  REVERSE: runtimeCall('flink_reverse', 'text'),
  ASCII: runtimeCall('flink_ascii', 'text'),
  CHR: runtimeCall('flink_chr', 'long'),
  TRANSLATE: runtimeCall('flink_translate', 'text', 'text', 'text'),
  INSTR: (emitter, node) => {
    const [text, search, from, occurrence] = node.args;
    if (!text || !search) return null;
    const args = [
      runtimeArgument(emitter, text, 'text'),
      runtimeArgument(emitter, search, 'text'),
      from ? runtimeArgument(emitter, from, 'int') : '1',
      occurrence ? runtimeArgument(emitter, occurrence, 'int') : '1',
    ];
    return args.includes(null) ? null : `flink_instr(${args.join(', ')})`;
  },
  IS_ALPHA: kindOf('flink_is_alpha', () => false),
  IS_DIGIT: kindOf('flink_is_digit', isInteger),
  IS_DECIMAL: kindOf('flink_is_decimal', () => true),
};
