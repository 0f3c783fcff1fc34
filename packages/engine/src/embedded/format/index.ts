import { PenstockError } from '@penstock/common';
import type { MessageFormat } from './format';
import { jsonFormat } from './json/json-format';

const formats: Record<string, MessageFormat> = { json: jsonFormat };

export function formatByName(name: string): MessageFormat {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format !== undefined) return format;
  throw new PenstockError(
    'refused',
    `The embedded engine does not read the format "${name}" yet; it reads: ${Object.keys(formats).join(', ')}.`,
  );
}
