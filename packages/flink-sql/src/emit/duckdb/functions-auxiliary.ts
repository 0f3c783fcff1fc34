import { walkBound } from '../../analyze/bound';
import { isInteger, isString } from '../../types/families';
import { formatType } from '../../types/format-type';
import type { SqlType } from '../../types/sql-type';
import type { FunctionEmitter } from './function-emitter';
import { quoteLiteral } from './quote';
import { toDuckDbType } from './types';

const hashCode: FunctionEmitter = (emitter, node) => {
  const [value] = node.args;
  return value && isString(value.type) ? `flink_hash_code(${emitter.expr(value)})` : null;
};

/** TYPEOF(value): a text known when planning. Rows quote their names in a way of their own; time attributes say so. */
const typeOf: FunctionEmitter = (_, node) => {
  const [value, complete] = node.args;
  if (!value || complete || !hasPlainName(value.type)) return null;
  let rowtime = false;
  walkBound(value, (part) => {
    rowtime ||= part.kind === 'column' && part.rowtime;
    return !rowtime;
  });
  return rowtime ? null : quoteLiteral(formatType(value.type));
};

function hasPlainName(type: SqlType): boolean {
  if (type.kind === 'ARRAY' || type.kind === 'MULTISET') return hasPlainName(type.element);
  if (type.kind === 'MAP') return hasPlainName(type.key) && hasPlainName(type.value);
  return !['ROW', 'NULL', 'OPAQUE', 'INTERVAL_MONTH', 'INTERVAL_SECOND', 'TIMESTAMP_TZ'].includes(type.kind);
}

/** RAND() without a seed: with one, Flink gives Java's sequence. While failures are searched, one number stands for all. */
const rand: FunctionEmitter = (emitter, node) => {
  if (node.args.length > 0) return null;
  return emitter.searchesFailures ? 'CAST(0.5 AS DOUBLE)' : 'random()';
};

const randInteger: FunctionEmitter = (emitter, node) => {
  const [bound, more] = node.args;
  if (!bound || more || !isInteger(bound.type) || bound.type.kind === 'BIGINT') return null;
  const number = emitter.searchesFailures ? '0' : 'random()';
  return emitter.once(
    emitter.expr(bound),
    (b) =>
      `CASE WHEN ${b} <= 0 THEN ${emitter.error('RAND_INTEGER needs a bound above 0')} ELSE CAST(floor(${number} * ${b}) AS INTEGER) END`,
  );
};

const COMPARED = ['CHAR', 'VARCHAR', 'DECIMAL', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'];

/** NULL as soon as one value is. Floating numbers are left out: NaN has an order of its own. */
function extreme(name: 'list_max' | 'list_min'): FunctionEmitter {
  return (emitter, node) => {
    if (!isInteger(node.type) && !COMPARED.includes(node.type.kind)) return null;
    const type = toDuckDbType(node.type);
    const values = node.args.map((a) => `CAST(${emitter.expr(a)} AS ${type})`).join(', ');
    return emitter.bindOnce(
      `[${values}]`,
      (all) => `CASE WHEN list_count(${all}) = len(${all}) THEN ${name}(${all}) END`,
    );
  };
}

export const auxiliaryEmitters: Readonly<Record<string, FunctionEmitter>> = {
  HASH_CODE: hashCode,
  TYPEOF: typeOf,
  RAND: rand,
  RAND_INTEGER: randInteger,
  GREATEST: extreme('list_max'),
  LEAST: extreme('list_min'),
};
