import type { Bound, BoundCall } from '../../analyze/bound';
import { canStoreIn } from '../../types/cast-rules';
import { isInteger, isString } from '../../types/families';
import type { MapType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { isPlain } from './nested-equality';
import { sameLayout } from './nested-values';

/** `array[1]` and `map[key]`: both NULL when there is no such element. Null refuses. */
export function emitItem(emitter: Emitter, node: BoundCall): string | null {
  const [base, index] = node.args;
  if (!base || !index) return null;
  if (base.type.kind === 'MAP') return mapValue(emitter, base, base.type, index);
  if (index.type.kind === 'BIGINT') return null;
  if (index.kind === 'literal' && Number(index.value) >= 1)
    return `(${emitter.expr(base)})[${emitter.expr(index)}]`;
  if (index.kind === 'literal') return null;
  const array = emitter.expr(base);
  const message = 'Array element access needs an index starting at 1';
  // An index below 1, which DuckDB counts from the end, fails the record.
  return emitter.once(
    emitter.expr(index),
    (at) => `CASE WHEN ${at} < 1 THEN ${emitter.error(message)} ELSE (${array})[${at}] END`,
  );
}

/** Flink looks for the key as it is written: a text is not cut, and a wider number is no narrower one. */
function mapValue(emitter: Emitter, base: Bound, type: MapType, index: Bound): string | null {
  const key = index.kind === 'cast' && index.mode === 'implicit' ? index.operand : index;
  if (!isPlain(type.key) || !isKeyOf(key, type)) return null;
  return `map_extract_value(${emitter.expr(base)}, ${emitter.expr(isString(key.type) ? key : index)})`;
}

function isKeyOf(key: Bound, { key: type }: MapType): boolean {
  if (key.type.kind === 'NULL') return true;
  if (isString(key.type) && isString(type)) return true;
  if (isInteger(key.type) && isInteger(type)) return canStoreIn(key.type, type);
  return sameLayout(key.type, type);
}
