const TIMESTAMP = /^TIMESTAMP(?:_LTZ)?\s*(?:\((\d)\))?/i;
const VALUE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.(\d+))?Z?$/;
/** Flink's precision of a TIMESTAMP that names none. */
const DEFAULT_PRECISION = 6;

/**
 * A timestamp as Flink prints it: a blank instead of ISO's letters, and as many digits as its type has, so that the
 * values of a column stand under each other. Digits beyond the type's are kept; other types and texts stay as they are.
 */
export function timestampText(text: string, type: string): string {
  const declared = TIMESTAMP.exec(type.trim());
  const value = declared === null ? null : VALUE.exec(text);
  if (declared === null || value === null) return text;
  const [, date, minutes, seconds = ':00', digits = ''] = value;
  const fraction = digits.padEnd(Number(declared[1] ?? DEFAULT_PRECISION), '0');
  return `${date} ${minutes}${seconds}${fraction === '' ? '' : `.${fraction}`}`;
}
