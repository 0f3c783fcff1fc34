import { comparableSql } from './comparisons';
import type { FunctionEmitter } from './function-emitter';
import { toDuckDbType } from './types';

const coalesce: FunctionEmitter = (emitter, node) => {
  const type = toDuckDbType(node.type);
  return `COALESCE(${node.args.map((a) => `CAST(${emitter.expr(a)} AS ${type})`).join(', ')})`;
};

const nullIf: FunctionEmitter = (emitter, node) => {
  const [value, nothing] = node.args;
  if (!value || !nothing) return null;
  const other = emitter.expr(nothing);
  let refused = false;
  const sql = emitter.once(emitter.expr(value), (v) => {
    const sides = comparableSql({ sql: v, type: value.type }, { sql: other, type: nothing.type });
    refused = sides === null;
    return sides ? `CASE WHEN ${sides[0]} = ${sides[1]} THEN NULL ELSE ${v} END` : 'NULL';
  });
  return refused ? null : sql;
};

const cardinality: FunctionEmitter = (emitter, node) => {
  const [collection] = node.args;
  if (!collection) return null;
  if (collection.type.kind === 'ARRAY') return `CAST(len(${emitter.expr(collection)}) AS INTEGER)`;
  return collection.type.kind === 'MAP' ? `CAST(cardinality(${emitter.expr(collection)}) AS INTEGER)` : null;
};

export const conditionalEmitters: Readonly<Record<string, FunctionEmitter>> = {
  COALESCE: coalesce,
  IFNULL: coalesce,
  NULLIF: nullIf,
  CARDINALITY: cardinality,
};
