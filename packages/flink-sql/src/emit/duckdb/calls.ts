import type { BoundCall } from '../../analyze/bound';
import { isInterval, isString, isTemporal } from '../../types/families';
import { comparableSql, emitComparison } from './comparisons';
import { emitItem } from './element-access';
import type { Emitter } from './emitter';
import { scalarFunctions } from './functions';
import { collectionEmitters } from './functions-collection';
import { emitMap } from './functions-map';
import { emitLike, emitSimilar } from './like';
import { mayBeNan } from './nan';
import { emitArithmetic, emitIntegerSum } from './numbers';
import { quoteIdent } from './quote';
import { emitRounding } from './temporal/rounding';
import { emitTemporal, negateInterval } from './temporal-arithmetic';
import { toDuckDbType } from './types';

const COMPARE: ReadonlySet<string> = new Set([
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'IS DISTINCT FROM',
  'IS NOT DISTINCT FROM',
]);

/** Operators and functions; null refuses. */
export function emitCall(emitter: Emitter, node: BoundCall): string | null {
  const { fn, args } = node;
  const [first, second] = args;
  if (fn === 'AND' || fn === 'OR') return `(${args.map((a) => emitter.expr(a)).join(` ${fn} `)})`;
  if (first && second && COMPARE.has(fn)) return emitComparison(emitter, fn, first, second);
  if (fn === 'IN') return emitIn(emitter, node);
  if ((fn === 'FLOOR' || fn === 'CEIL' || fn === 'CEILING') && second) return emitRounding(emitter, node);
  if (first && !second) {
    const unary = emitUnary(emitter, fn, node);
    if (unary !== null) return unary;
  }
  if (first && second && ['+', '-', '*', '/', '%', 'MOD'].includes(fn)) {
    if ([first, second].some((a) => isTemporal(a.type) || isInterval(a.type)))
      return emitTemporal(emitter, fn, first, second, node.type);
    const sum = fn === '+' || fn === '-' ? emitIntegerSum(emitter, node) : null;
    if (sum !== null) return sum;
    return emitArithmetic(emitter, fn === 'MOD' ? '%' : fn, first, second, node.type);
  }
  switch (fn) {
    case '||':
      return `(${args.map((a) => emitter.expr(a)).join(' || ')})`;
    case 'LIKE':
      return emitLike(emitter, node);
    case 'SIMILAR TO':
      return emitSimilar(emitter, node);
    case 'ITEM':
      return emitItem(emitter, node);
    case 'ROW':
      return emitRow(emitter, node);
    case 'MAP':
      return emitMap(emitter, node);
    case 'ARRAY':
      return `CAST([${args.map((a) => emitter.expr(a)).join(', ')}] AS ${toDuckDbType(node.type)})`;
    default: {
      const collection = collectionEmitters[fn];
      if (collection) return collection(emitter, node);
      // NULL without a type would pick another overload in DuckDB.
      if (args.some((a) => a.kind !== 'symbol' && a.type.kind === 'NULL') && fn !== 'COALESCE') return null;
      const emit = scalarFunctions[fn];
      return emit ? emit(emitter, node) : null;
    }
  }
}

function emitUnary(emitter: Emitter, fn: string, node: BoundCall): string | null {
  const [first] = node.args;
  if (!first) return null;
  const value = (): string => emitter.expr(first);
  switch (fn) {
    case 'NOT':
      return `(NOT ${value()})`;
    case 'NEGATE':
      return isInterval(first.type) ? negateInterval(value()) : negate(emitter, node);
    case 'IS NULL':
    case 'IS UNKNOWN':
      return `(${value()} IS NULL)`;
    case 'IS NOT NULL':
    case 'IS NOT UNKNOWN':
      return `(${value()} IS NOT NULL)`;
    case 'IS TRUE':
    case 'IS FALSE':
      return `(${value()} IS NOT DISTINCT FROM ${fn.slice(3)})`;
    case 'IS NOT TRUE':
    case 'IS NOT FALSE':
      return `(${value()} IS DISTINCT FROM ${fn.slice(7)})`;
    default:
      return null;
  }
}

function negate(emitter: Emitter, node: BoundCall): string | null {
  const [operand] = node.args;
  return operand ? `CAST(-(${emitter.expr(operand)}) AS ${toDuckDbType(node.type)})` : null;
}

function emitIn(emitter: Emitter, node: BoundCall): string | null {
  const [operand, ...list] = node.args;
  if (!operand) return null;
  const items = list.map((i) => ({ sql: emitter.expr(i), type: i.type }));
  const { type } = operand;
  if (items.some((i) => comparableSql({ sql: '', type }, i) === null)) return null;
  // NaN is in no list, not even beside itself; literals are never NaN.
  if (mayBeNan(operand) && list.some(mayBeNan))
    return `(${list.map((item) => emitComparison(emitter, '=', operand, item)).join(' OR ')})`;
  const same = list.every((i) => i.type.kind === type.kind || (isString(i.type) && isString(type)));
  if (same) return `(${emitter.expr(operand)} IN (${items.map((i) => i.sql).join(', ')}))`;
  return emitter.once(
    emitter.expr(operand),
    (sql) =>
      `(${items.map((i) => (comparableSql({ sql, type }, i) ?? ['NULL', 'NULL']).join(' = ')).join(' OR ')})`,
  );
}

function emitRow(emitter: Emitter, node: BoundCall): string | null {
  if (node.type.kind !== 'ROW') return null;
  const fields = node.type.fields.map((f, i) => {
    const value = node.args[i];
    return value ? `${quoteIdent(f.name)} := ${emitter.expr(value)}` : '';
  });
  return `struct_pack(${fields.join(', ')})`;
}
