import { isBinary, isString } from '../../types/families';
import { MAX_LENGTH, type SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';

/** Longer BINARY values are refused: every record would have as many zeros. */
const MAX_FILLED = 100_000;

/** CAST to BINARY and VARBINARY: the UTF-8 bytes of a text, cut to the length or filled with zeros. */
export function castToBinary(emitter: Emitter, value: string, from: SqlType, to: SqlType): string | null {
  const bytes = isString(from) ? `encode(${value})` : isBinary(from) ? value : null;
  if (bytes === null || !isBinary(to) || !('length' in to)) return null;
  if (to.kind === 'BINARY')
    return to.length > MAX_FILLED ? null : `flink_fit_bytes(${bytes}, ${to.length}, TRUE)`;
  // 1.20 fills some VARBINARY values too.
  if (emitter.flinkVersion === '1.20' && to.length !== MAX_LENGTH) return null;
  const fits = isBinary(from) && 'length' in from && from.length <= to.length;
  return fits || to.length === MAX_LENGTH ? bytes : `flink_fit_bytes(${bytes}, ${to.length}, FALSE)`;
}
