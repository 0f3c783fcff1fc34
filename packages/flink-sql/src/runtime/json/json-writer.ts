import { javaDoubleText } from '../double-text';
import { bigDecimalText } from './big-decimal';
import type { Json, JsonNumber, JsonScalar } from './json-value';

/**
 * How a Flink version holds what it read: `exact` (2.x) keeps the digits of numbers and writes keys in order; `double`
 * (1.20) reads numbers with a fraction or exponent as DOUBLE and keeps the keys' order.
 */
export type JsonStyle = 'exact' | 'double';

/** The value as Flink's writer (Jackson with its defaults) gives it. */
export function writeJson(value: Json, style: JsonStyle): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, style)).join(',')}]`;
  if (value instanceof Map) {
    const entries = [...value];
    if (style === 'exact') entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${quoteJson(key)}:${writeJson(item, style)}`).join(',')}}`;
  }
  if (typeof value === 'string') return quoteJson(value);
  const text = scalarText(value, style);
  return text.endsWith('Infinity') ? `"${text}"` : text;
}

/** `String.valueOf` of the value that Flink holds. */
export function scalarText(value: JsonScalar, style: JsonStyle): string {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : numberText(value, style);
}

function numberText(value: JsonNumber, style: JsonStyle): string {
  if (value.integral) return String(BigInt(value.text));
  return style === 'exact' ? bigDecimalText(value.text) : javaDoubleText(Number(value.text));
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A JSON string; only quotes, backslashes and control characters are escaped. */
export function quoteJson(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON has to escape
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (c) => {
    const code = c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return SHORT[c] ?? `\\u${code}`;
  });
  return `"${escaped}"`;
}
