import { parseLossless, stringifyLossless } from '@penstock/common';

/** Indented JSON with every digit kept; text that is no JSON as it is. */
export function prettyJson(text: string): string {
  try {
    return stringifyLossless(parseLossless(text), 2);
  } catch {
    return text;
  }
}
