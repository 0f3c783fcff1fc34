import type { SqlType } from '@penstock/flink-sql';

/**
 * Whether two values in the corpus's encoding are the same: floating numbers up to one unit in the last place (their
 * functions differ there between platforms), everything else exactly.
 */
export function sameValue(expected: unknown, actual: unknown, type: SqlType): boolean {
  if (expected === null || expected === undefined || actual === null || actual === undefined)
    return (expected ?? null) === (actual ?? null);
  switch (type.kind) {
    case 'FLOAT':
    case 'DOUBLE':
      return typeof expected === 'number' && typeof actual === 'number'
        ? isNear(expected, actual, type.kind)
        : expected === actual;
    case 'ARRAY':
      return pairs(expected, actual).every((pair) => pair !== null && sameValue(...pair, type.element));
    case 'ROW':
      return pairs(expected, actual).every(
        (pair, i) => pair !== null && sameValue(...pair, type.fields[i]?.type ?? type),
      );
    case 'MAP':
      return pairs(expected, actual).every(
        (pair) => pair !== null && sameEntry(pair[0], pair[1], type.key, type.value),
      );
    case 'MULTISET':
      return pairs(expected, actual).every(
        (pair) =>
          pair !== null && sameEntry(pair[0], pair[1], type.element, { kind: 'INT', nullable: false }),
      );
    default:
      return expected === actual;
  }
}

function sameEntry(expected: unknown, actual: unknown, key: SqlType, value: SqlType): boolean {
  const [one, other] = [expected, actual];
  return (
    Array.isArray(one) &&
    Array.isArray(other) &&
    sameValue(one[0], other[0], key) &&
    sameValue(one[1], other[1], value)
  );
}

/** Items side by side; a single null when the lengths differ, which no predicate accepts. */
function pairs(expected: unknown, actual: unknown): ([unknown, unknown] | null)[] {
  if (!Array.isArray(expected) || !Array.isArray(actual) || expected.length !== actual.length) return [null];
  return expected.map((item, i) => [item, actual[i]]);
}

function isNear(expected: number, actual: number, kind: 'FLOAT' | 'DOUBLE'): boolean {
  if (Object.is(expected, actual)) return true;
  const epsilon = kind === 'FLOAT' ? 2 ** -23 : 2 ** -52;
  return Math.abs(expected - actual) <= Math.max(Math.abs(expected), Math.abs(actual)) * epsilon;
}
