import { javaDoubleText } from '../double-text';
import type { RuntimeFunction } from '../runtime-function';
import { bigDecimalText } from './big-decimal';
import { readJson } from './json-reader';
import { JsonProblem } from './json-value';
import { quoteJson, writeJson } from './json-writer';

/** JSON_QUOTE: all that is not ASCII is escaped too. Beyond the basic plane Flink's versions differ. */
function quote(text: string): string {
  if (/[\ud800-\udfff]/.test(text))
    throw new Error('JSON_QUOTE gives characters beyond U+FFFF differently from version to version');
  const SHORT = '\b\f\n\r\t';
  const escaped = text
    .replace(/["\\/]/g, (c) => `\\${c}`)
    .replace(/[\b\f\n\r\t]/g, (c) => `\\${'bfnrt'[SHORT.indexOf(c)]}`)
    .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}

/**
 * JSON_UNQUOTE: a text that begins and ends with a quote and begins with JSON loses the quotes and its escapes; any
 * other text stays as it is.
 */
function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return text;
    throw error;
  }
  const inner = text.slice(1, -1);
  // Behind the JSON that it begins with, escapes may be wrong.
  if (/^(?:[^\\]|\\u[0-9a-fA-F]{4}|\\["\\/bfnrt])*$/.test(inner)) return withoutEscapes(inner);
  return text;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) =>
    code.length === 5
      ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
      : ('"\\/\b\f\n\r\t'['"\\/bfnrt'.indexOf(code)] ?? ''),
  );
}

/** JSON(text): the document, written anew; NULL for a blank text. */
function document(text: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Java's trim takes away all of these
  const trimmed = text.replace(/^[\u0000- ]+|[\u0000- ]+$/g, '');
  return trimmed === '' ? null : writeJson(readJson(trimmed), 'exact');
}

/** A DOUBLE in JSON: the decimal that its text is, so -0.0 loses its sign; what is no number stands in quotes. */
function doubleNode(value: number): string {
  const text = javaDoubleText(value);
  return Number.isFinite(value) ? bigDecimalText(text) : `"${text}"`;
}

/** An object of keys and JSON texts: the last of equal keys counts, values that are NULL are left out, keys are in order. */
function object(keys: readonly string[], values: readonly (string | null)[]): string {
  const entries = new Map<string, string>();
  keys.forEach((key, i) => {
    if (key === null) throw new Error('A key of JSON must not be NULL');
    const value = values[i];
    if (typeof value === 'string') entries.set(key, value);
  });
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, value]) => `${quoteJson(key)}:${value}`).join(',')}}`;
}

function array(values: readonly (string | null)[]): string {
  return `[${values.filter((value) => value !== null).join(',')}]`;
}

/** What makes JSON texts of values. */
export const jsonTextFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_json_quote', parameters: ['VARCHAR'], result: 'VARCHAR', call: quote },
  { name: 'flink_json_unquote', parameters: ['VARCHAR'], result: 'VARCHAR', call: unquote },
  { name: 'flink_json_document', parameters: ['VARCHAR'], result: 'VARCHAR', call: document },
  { name: 'flink_json_text_node', parameters: ['VARCHAR'], result: 'VARCHAR', call: quoteJson },
  { name: 'flink_json_decimal_node', parameters: ['VARCHAR'], result: 'VARCHAR', call: bigDecimalText },
  { name: 'flink_json_double_node', parameters: ['DOUBLE'], result: 'VARCHAR', call: doubleNode },
  { name: 'flink_json_object', parameters: ['VARCHAR[]', 'VARCHAR[]'], result: 'VARCHAR', call: object },
  { name: 'flink_json_array', parameters: ['VARCHAR[]'], result: 'VARCHAR', call: array },
];
