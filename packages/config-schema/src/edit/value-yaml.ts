import { scalarYaml } from './scalar-text';

/** A value as a caller of the model gives it. */
export type FieldValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly [key: string]: FieldValue };

/** `key: value`, maps in block style below the key (`indent` is the key's) or in braces when `flow`. */
export function pairYaml(key: string, value: FieldValue, indent: string, eol: string, flow: boolean): string {
  const name = scalarYaml(key, 'plain', flow, false);
  if (isMap(value) && !flow && Object.keys(value).length > 0) {
    const inner = `${indent}  `;
    return `${name}:${Object.entries(value)
      .map(([one, inside]) => eol + inner + pairYaml(one, inside, inner, eol, false))
      .join('')}`;
  }
  return `${name}: ${inlineYaml(value, flow)}`;
}

/** A value on one line. */
export function inlineYaml(value: FieldValue, flow: boolean): string {
  if (Array.isArray(value))
    return `[${value.map((one) => scalarYaml(String(one), 'plain', true, false)).join(', ')}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([key, inside]) => pairYaml(key, inside, '', '', true))
      .join(', ')}}`;
  return scalarYaml(String(value), 'plain', flow, typeof value !== 'string');
}

export function isMap(value: FieldValue): value is { readonly [key: string]: FieldValue } {
  return typeof value === 'object' && !Array.isArray(value);
}
