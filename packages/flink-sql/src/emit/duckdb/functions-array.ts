import type { Bound } from '../../analyze/bound';
import { isApproximate } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { type FunctionEmitter, literalText } from './function-emitter';
import { doubtful, isPlain } from './nested-equality';
import { hasBareNull, someElement } from './nested-values';
import { toDuckDbType } from './types';

const cardinality: FunctionEmitter = (emitter, node) => {
  const [collection] = node.args;
  if (!collection) return null;
  if (collection.type.kind === 'ARRAY') return `CAST(len(${emitter.expr(collection)}) AS INTEGER)`;
  return collection.type.kind === 'MAP' ? `CAST(cardinality(${emitter.expr(collection)}) AS INTEGER)` : null;
};

/** NULL of an empty array; more than one element fails. */
const onlyElement: FunctionEmitter = (emitter, node) => {
  const [array] = node.args;
  if (array?.type.kind !== 'ARRAY') return null;
  const failure = `CAST(${emitter.error('Array has more than one element.')} AS ${toDuckDbType(node.type)})`;
  return emitter.once(
    emitter.expr(array),
    (v) => `CASE WHEN len(${v}) > 1 THEN ${failure} ELSE (${v})[1] END`,
  );
};

const reverse: FunctionEmitter = (emitter, node) => {
  const [array] = node.args;
  return array?.type.kind === 'ARRAY' ? `list_reverse(${emitter.expr(array)})` : null;
};

/** `||` keeps NULL arrays NULL. */
const concat: FunctionEmitter = (emitter, node) => {
  if (hasBareNull(node.args) || node.args.some((a) => a.type.kind !== 'ARRAY')) return null;
  const type = toDuckDbType(node.type);
  return `(${node.args.map((a) => `CAST(${emitter.expr(a)} AS ${type})`).join(' || ')})`;
};

/** A function of an array whose elements have an order; NaN and -0.0 have a place of their own in Flink and fail. */
function ordered(
  emitter: Emitter,
  array: Bound | undefined,
  result: SqlType,
  body: (array: string) => string,
): string | null {
  if (array?.type.kind !== 'ARRAY') return null;
  const { element } = array.type;
  if (!isPlain(element) && !isApproximate(element)) return null;
  return emitter.once(emitter.expr(array), (v) => {
    if (isPlain(element)) return body(v);
    const doubt = someElement(emitter, v, (x) => doubtful(emitter, x, element) ?? 'NULL');
    const failure = emitter.error('The place of NaN and -0.0 in the order is known to Flink only');
    return `CASE WHEN ${doubt} THEN CAST(${failure} AS ${toDuckDbType(result)}) ELSE ${body(v)} END`;
  });
}

const extreme = (fn: string): FunctionEmitter => {
  return (emitter, node) => ordered(emitter, node.args[0], node.type, (v) => `${fn}(${v})`);
};

const sort: FunctionEmitter = (emitter, node) => {
  const [array, ascending, nullsFirst] = node.args;
  const order = ascending ? `CAST(${emitter.expr(ascending)} AS BOOLEAN)` : 'TRUE';
  const nulls = nullsFirst ? `CAST(${emitter.expr(nullsFirst)} AS BOOLEAN)` : order;
  return ordered(emitter, array, node.type, (v) => {
    const by = (direction: string, place: string): string =>
      `list_sort(${v}, '${direction}', 'NULLS ${place}')`;
    const placed = (direction: string): string =>
      `CASE WHEN ${nulls} THEN ${by(direction, 'FIRST')} ELSE ${by(direction, 'LAST')} END`;
    return `CASE WHEN ${order} IS NULL OR ${nulls} IS NULL THEN NULL WHEN ${order} THEN ${placed('ASC')} ELSE ${placed('DESC')} END`;
  });
};

const join: FunctionEmitter = (emitter, node) => {
  const [array, delimiter, nullText] = node.args;
  if (array?.type.kind !== 'ARRAY' || !delimiter) return null;
  const list = emitter.expr(array);
  const text = (arg: Bound): string => `CAST(${emitter.expr(arg)} AS VARCHAR)`;
  const bound = nullText
    ? emitter.bindOnce(text(nullText), (other) =>
        ifPresent(other, `list_transform(${list}, lambda x: COALESCE(x, ${other}))`),
      )
    : `list_filter(${list}, lambda x: x IS NOT NULL)`;
  return emitter.bindOnce(bound, (texts) => {
    if (literalText(delimiter) !== null) return `array_to_string(${texts}, ${emitter.expr(delimiter)})`;
    return emitter.bindOnce(text(delimiter), (between) => {
      const joined = `list_reduce(${texts}, lambda x, y: x || ${between} || y)`;
      return ifPresent(between, `CASE WHEN len(${texts}) = 0 THEN '' ELSE ${joined} END`);
    });
  });
};

const ifPresent = (needed: string, sql: string): string => `CASE WHEN ${needed} IS NOT NULL THEN ${sql} END`;

/**
 * Positions from 1, negative ones from the end; both are brought into the array, an end of 0 counts as 1
 * (ArraySliceFunction).
 */
const slice: FunctionEmitter = (emitter, node) => {
  const [array, from, to] = node.args;
  if (array?.type.kind !== 'ARRAY' || !from) return null;
  const start = `CAST(${emitter.expr(from)} AS BIGINT)`;
  return emitter.bindOnce(emitter.expr(array), (a) => {
    const absolute = (at: string): string => `CASE WHEN ${at} < 0 THEN ${at} + len(${a}) + 1 ELSE ${at} END`;
    const end = to ? `CAST(${emitter.expr(to)} AS BIGINT)` : `len(${a})`;
    return emitter.bindOnce(absolute(start), (s) =>
      emitter.bindOnce(absolute(end), (e) => {
        const last = `CASE WHEN ${e} = 0 THEN 1 ELSE least(${e}, len(${a})) END`;
        const first = `greatest(${s}, 1)`;
        const inside = `CASE WHEN ${last} < ${first} THEN (${a})[1:0] ELSE (${a})[${first}:${last}] END`;
        return `CASE WHEN ${a} IS NULL OR ${s} IS NULL OR ${e} IS NULL THEN NULL WHEN len(${a}) = 0 THEN ${a} ELSE ${inside} END`;
      }),
    );
  });
};

export const arrayEmitters: Readonly<Record<string, FunctionEmitter>> = {
  CARDINALITY: cardinality,
  ELEMENT: onlyElement,
  ARRAY_REVERSE: reverse,
  ARRAY_CONCAT: concat,
  ARRAY_MAX: extreme('list_max'),
  ARRAY_MIN: extreme('list_min'),
  ARRAY_SORT: sort,
  ARRAY_JOIN: join,
  ARRAY_SLICE: slice,
};
