import { isApproximate, isInteger } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';
import { readTemporal } from './temporal/casts';
import { toDuckDbType } from './types';

/**
 * CAST of a text. Only forms that both engines read alike are read; forms that Flink might read in a way of its own
 * fail the record rather than give another value; plain nonsense is NULL (`lenient`) or fails.
 */
export function castFromString(
  emitter: Emitter,
  value: string,
  to: SqlType,
  lenient: boolean,
): string | null {
  return emitter.bindOnce(
    value,
    (s) =>
      reader(emitter, s, to, lenient) ??
      emitter.refuse({ start: 0, end: 0 }, `CAST from STRING to ${to.kind}`),
  );
}

function reader(emitter: Emitter, s: string, to: SqlType, lenient: boolean): string | null {
  const type = toDuckDbType(to);
  const bad = lenient ? `CAST(NULL AS ${type})` : failure(emitter, s, to);
  const branches = (list: [string, string][], otherwise = bad): string =>
    `CASE ${list.map(([when, then]) => `WHEN ${when} THEN ${then}`).join(' ')} ELSE ${otherwise} END`;
  const cast = lenient ? 'TRY_CAST' : 'CAST';
  if (isInteger(to)) {
    // Decimals are read and cut.
    const digits = `regexp_extract(${s}, '^ *([+-]?[0-9]+)', 1)`;
    return branches([
      [`${s} IS NULL`, 'NULL'],
      [match(s, '^ *[+-]?[0-9]+(\\.[0-9]*)? *$'), `${cast}(${digits} AS ${type})`],
    ]);
  }
  if (isApproximate(to)) {
    return branches([
      [`${s} IS NULL`, 'NULL'],
      [
        match(s, '^ *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *$'),
        `${cast}(trim(${s}) AS ${type})`,
      ],
      [match(s, '(?i)nan|inf|[0-9.][fd] *$|0x'), emitter.error('This text is a number only to Java')],
    ]);
  }
  switch (to.kind) {
    case 'DECIMAL':
      return branches([
        [`${s} IS NULL`, 'NULL'],
        [match(s, '^ *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+) *$'), `${cast}(trim(${s}) AS ${type})`],
        [match(s, '[0-9][eE]'), emitter.error('This text has an exponent')],
      ]);
    case 'BOOLEAN': {
      const lower = `lower(trim(${s}))`;
      return branches([
        [`${lower} IN ('true', 't', 'yes', 'y', '1')`, 'TRUE'],
        [`${lower} IN ('false', 'f', 'no', 'n', '0')`, 'FALSE'],
        [`${s} IS NULL`, 'NULL'],
      ]);
    }
    case 'DATE':
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const read = readTemporal(emitter, s, to);
      // A text that only Flink reads fails the record even here: NULL would be another answer.
      if (read === null || lenient) return read;
      return `CASE WHEN ${s} IS NOT NULL THEN COALESCE(${read}, ${bad}) END`;
    }
    default:
      return null;
  }
}

function match(s: string, pattern: string): string {
  return `regexp_matches(${s}, ${quoteLiteral(pattern)})`;
}

function failure(emitter: Emitter, s: string, to: SqlType): string {
  return `CAST(${emitter.fail(`'CAST: ''' || ${s} || ''' is no ${to.kind}'`)} AS ${toDuckDbType(to)})`;
}
