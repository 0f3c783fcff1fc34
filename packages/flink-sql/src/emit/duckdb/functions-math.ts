import { isInteger } from '../../types/families';
import { type FunctionEmitter, literalInteger } from './function-emitter';
import { wrapInteger } from './numbers';
import { toDuckDbType } from './types';

const abs: FunctionEmitter = (emitter, node) => {
  const [number] = node.args;
  if (!number) return null;
  if (isInteger(number.type))
    return wrapInteger(`abs(CAST(${emitter.expr(number)} AS BIGINT))`, number.type.kind);
  return node.type.kind === 'INTERVAL_MONTH' || node.type.kind === 'INTERVAL_SECOND'
    ? null
    : `abs(${emitter.expr(number)})`;
};

/**
 * ROUND half up on the decimal digits that Java prints for a DOUBLE, not on its binary value: 0.285 to two digits is 0.29.
 * DECIMALs of enough digits hold every DOUBLE below 1e30 exactly as printed; larger ones have no decimals.
 */
const round: FunctionEmitter = (emitter, node) => {
  const [number, by] = node.args;
  if (!number) return null;
  const digits = by ? literalInteger(by) : 0;
  if (digits === null) return null;
  const value = emitter.expr(number);
  if (isInteger(number.type)) return digits >= 0 ? value : null;
  if (number.type.kind === 'DECIMAL') {
    if (digits < 0) return null;
    return digits >= number.type.scale ? value : `TRY_CAST(${value} AS ${toDuckDbType(node.type)})`;
  }
  if (number.type.kind !== 'DOUBLE' || digits < 0 || digits > 8) return null;
  return emitter.once(value, (v) => roundedDouble(v, digits));
};

function roundedDouble(value: string, digits: number): string {
  const rounded = (scale: number): string =>
    `CAST(round(CAST(CAST(${value} AS VARCHAR) AS DECIMAL(38, ${scale})), ${digits}) AS DOUBLE)`;
  return `CASE WHEN abs(${value}) < 1e12 THEN ${rounded(25)} WHEN abs(${value}) < 1e28 THEN ${rounded(9)} ELSE ${value} END`;
}

const whole =
  (name: 'floor' | 'ceil'): FunctionEmitter =>
  (emitter, node) => {
    const [number] = node.args;
    if (!number || node.args.length > 1) return null;
    const value = emitter.expr(number);
    if (isInteger(number.type)) return value;
    if (number.type.kind === 'DOUBLE' || number.type.kind === 'DECIMAL')
      return `CAST(${name}(${value}) AS ${toDuckDbType(node.type)})`;
    return null;
  };

export const mathEmitters: Readonly<Record<string, FunctionEmitter>> = {
  ABS: abs,
  ROUND: round,
  FLOOR: whole('floor'),
  CEIL: whole('ceil'),
  CEILING: whole('ceil'),
};
