import type { Bound, BoundCast } from '../../analyze/bound';
import { typesEqual } from '../../types/equal';
import { isApproximate, isBinary, isInteger, isString } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import { castToBinary } from './binary-casts';
import type { Emitter } from './emitter';
import { castNested } from './nested-casts';
import { isNested } from './nested-values';
import { asFloating, floatToInteger, wrapInteger } from './numbers';
import { castFromString } from './string-casts';
import { temporalCast } from './temporal/casts';
import { castToString } from './text-forms';
import { toDuckDbType } from './types';

export function emitCast(emitter: Emitter, node: BoundCast): string {
  const { operand, type } = node;
  if (operand.kind === 'literal' && operand.value === null) return `CAST(NULL AS ${toDuckDbType(type)})`;
  const sql = castSql(emitter, operand, type, node.mode !== 'explicit');
  return sql ?? emitter.refuse(node.span, castName(operand.type, type));
}

function castName(from: SqlType, to: SqlType): string {
  return `CAST from ${from.kind} to ${to.kind}`;
}

/** `lenient`: what cannot be read is NULL (TRY_CAST and the casts that Flink adds); else the record fails. */
export function castSql(emitter: Emitter, operand: Bound, to: SqlType, lenient: boolean): string | null {
  const from = operand.type;
  const value = emitter.expr(operand);
  if (typesEqual(from, to, { ignoreNullability: true })) return value;
  if (from.kind === 'NULL') return `CAST(NULL AS ${toDuckDbType(to)})`;
  if (isNested(from) && isNested(to)) return castNested(emitter, value, from, to, lenient);
  if (isString(to)) return castToString(emitter, value, from, to);
  // 1.20 reads times beyond a day as well, for which there is no room.
  const beyondDay = to.kind === 'TIME' && emitter.flinkVersion === '1.20' && operand.kind !== 'literal';
  if (isString(from) && beyondDay && !lenient) return null;
  if (isBinary(to)) return castToBinary(emitter, value, from, to);
  if (isString(from)) return castFromString(emitter, value, to, lenient);
  return numberCast(emitter, value, from, to) ?? temporalCast(emitter, operand, to);
}

function numberCast(emitter: Emitter, value: string, from: SqlType, to: SqlType): string | null {
  const target = toDuckDbType(to);
  if (to.kind === 'BOOLEAN') return isInteger(from) || from.kind === 'DECIMAL' ? `(${value} <> 0)` : null;
  if (from.kind === 'BOOLEAN')
    return isInteger(to) || isApproximate(to) || to.kind === 'DECIMAL'
      ? `CAST(CAST(${value} AS INTEGER) AS ${target})`
      : null;
  if (isInteger(from)) {
    if (isInteger(to)) return wrapInteger(`CAST(${value} AS BIGINT)`, to.kind);
    if (to.kind === 'DECIMAL') return `TRY_CAST(${value} AS ${target})`;
    return isApproximate(to) ? `CAST(${value} AS ${target})` : null;
  }
  if (from.kind === 'DECIMAL') {
    if (to.kind === 'DECIMAL') return `TRY_CAST(${value} AS ${target})`;
    if (isInteger(to)) return `CAST(trunc(${value}) AS ${target})`;
    return to.kind === 'DOUBLE' || to.kind === 'FLOAT' ? asFloating(value, from, to.kind) : null;
  }
  if (!isApproximate(from)) return null;
  if (to.kind === 'DECIMAL') return `TRY_CAST(CAST(CAST(${value} AS DOUBLE) AS VARCHAR) AS ${target})`;
  if (isInteger(to)) return floatToInteger(emitter, `CAST(${value} AS DOUBLE)`, to.kind);
  return isApproximate(to) ? `CAST(${value} AS ${target})` : null;
}
