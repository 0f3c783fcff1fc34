import type { Bound, BoundCall } from '../../analyze/bound';
import type { Emitter } from './emitter';
import type { FunctionEmitter } from './function-emitter';
import { isPlain } from './nested-equality';
import { hasBareNull } from './nested-values';
import { toDuckDbType } from './types';

/** The entries of a map of several in the order of Flink's own map, which nothing else knows: that fails the record. */
function listed(fn: string): FunctionEmitter {
  return (emitter, node) => {
    const [map] = node.args;
    if (map?.type.kind !== 'MAP') return null;
    const failure = emitter.error('The order of the entries of a map is known to Flink only');
    return emitter.once(
      emitter.expr(map),
      (m) =>
        `CASE WHEN cardinality(${m}) > 1 THEN CAST(${failure} AS ${toDuckDbType(node.type)}) ELSE ${fn}(${m}) END`,
    );
  };
}

/** Keys that are NULL or equal to each other fail in DuckDB, loudly. */
const fromArrays: FunctionEmitter = (emitter, node) => {
  const [keys, values] = node.args;
  if (keys?.type.kind !== 'ARRAY' || values?.type.kind !== 'ARRAY') return null;
  const type = toDuckDbType(node.type);
  const failure = `CAST(${emitter.error('MAP_FROM_ARRAYS: the arrays differ in length')} AS ${type})`;
  return emitter.bindOnce(emitter.expr(keys), (k) =>
    emitter.bindOnce(
      emitter.expr(values),
      (v) =>
        `CASE WHEN ${k} IS NULL OR ${v} IS NULL THEN NULL WHEN len(${k}) <> len(${v}) THEN ${failure} ELSE CAST(map(${k}, ${v}) AS ${type}) END`,
    ),
  );
};

const union: FunctionEmitter = (emitter, node) => {
  const { type } = node;
  if (type.kind !== 'MAP' || !isPlain(type.key)) return null;
  if (hasBareNull(node.args) || node.args.some((a) => a.type.kind !== 'MAP')) return null;
  const [first, ...others] = node.args.map((a) => `CAST(${emitter.expr(a)} AS ${toDuckDbType(type)})`);
  return others.reduce<string>(
    (left, right) =>
      emitter.bindOnce(left, (a) =>
        emitter.bindOnce(
          right,
          (b) => `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN map_concat(${a}, ${b}) END`,
        ),
      ),
    first ?? 'NULL',
  );
};

/**
 * `MAP[key, value, …]`: of one key written twice the last value counts; keys that only turn out equal fail in DuckDB.
 * DuckDB has no NULL keys, so a key that may be NULL is refused.
 */
export function emitMap(emitter: Emitter, node: BoundCall): string | null {
  if (node.type.kind !== 'MAP' || node.type.key.nullable) return null;
  const entries: { key: string; fixed: boolean; value: string }[] = [];
  for (let i = 0; i + 1 < node.args.length; i += 2) {
    const [key, value] = [node.args[i], node.args[i + 1]];
    if (!key || !value) return null;
    const entry = { key: emitter.expr(key), fixed: isFixed(key), value: emitter.expr(value) };
    const earlier = entry.fixed ? entries.find((e) => e.fixed && e.key === entry.key) : undefined;
    if (earlier) earlier.value = entry.value;
    else entries.push(entry);
  }
  const side = (of: 'key' | 'value'): string => entries.map((e) => e[of]).join(', ');
  return `CAST(map([${side('key')}], [${side('value')}]) AS ${toDuckDbType(node.type)})`;
}

/** Flink knows keys to be the same only when they are literals or columns. */
function isFixed(key: Bound): boolean {
  if (key.kind === 'cast' && key.mode === 'implicit') return isFixed(key.operand);
  return key.kind === 'literal' || key.kind === 'column';
}

export const mapEmitters: Readonly<Record<string, FunctionEmitter>> = {
  MAP_KEYS: listed('map_keys'),
  MAP_VALUES: listed('map_values'),
  MAP_ENTRIES: listed('map_entries'),
  MAP_FROM_ARRAYS: fromArrays,
  MAP_UNION: union,
};
