import { comparableSql } from './comparisons';
import type { FunctionEmitter } from './function-emitter';
import { mayBeNan } from './nan';
import { toDuckDbType } from './types';

const coalesce: FunctionEmitter = (emitter, node) => {
  const type = toDuckDbType(node.type);
  return `COALESCE(${node.args.map((a) => `CAST(${emitter.expr(a)} AS ${type})`).join(', ')})`;
};

const nullIf: FunctionEmitter = (emitter, node) => {
  const [value, nothing] = node.args;
  if (!value || !nothing || (mayBeNan(value) && mayBeNan(nothing))) return null;
  const other = emitter.expr(nothing);
  let refused = false;
  const sql = emitter.once(emitter.expr(value), (v) => {
    const sides = comparableSql({ sql: v, type: value.type }, { sql: other, type: nothing.type });
    refused = sides === null;
    return sides ? `CASE WHEN ${sides[0]} = ${sides[1]} THEN NULL ELSE ${v} END` : 'NULL';
  });
  return refused ? null : sql;
};

export const conditionalEmitters: Readonly<Record<string, FunctionEmitter>> = {
  COALESCE: coalesce,
  IFNULL: coalesce,
  NULLIF: nullIf,
};
