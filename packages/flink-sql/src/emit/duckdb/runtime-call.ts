import type { Bound } from '../../analyze/bound';
import { isBinary, isInteger, isString } from '../../types/families';
import type { Emitter } from './emitter';
import type { FunctionEmitter } from './function-emitter';

/** What a function of ours takes: `int` has 32 bits, `long` 64. */
export type RuntimeParameter = 'text' | 'bytes' | 'int' | 'long';

/** Calls a function of ours whose parameters are the arguments in order; other arguments are refused. */
export function runtimeCall(
  name: `flink_${string}`,
  ...parameters: readonly RuntimeParameter[]
): FunctionEmitter {
  return (emitter, node) => {
    if (node.args.length !== parameters.length) return null;
    const args = parameters.map((parameter, i) => {
      const argument = node.args[i];
      return argument ? runtimeArgument(emitter, argument, parameter) : null;
    });
    return args.includes(null) ? null : `${name}(${args.join(', ')})`;
  };
}

/** An argument in the type that the function has; null when it does not fit. */
export function runtimeArgument(
  emitter: Emitter,
  argument: Bound,
  parameter: RuntimeParameter,
): string | null {
  const { type } = argument;
  switch (parameter) {
    case 'text':
      return isString(type) ? emitter.expr(argument) : null;
    case 'bytes':
      return isBinary(type) ? emitter.expr(argument) : null;
    case 'int':
      return isInteger(type) && type.kind !== 'BIGINT' ? `CAST(${emitter.expr(argument)} AS INTEGER)` : null;
    case 'long':
      return isInteger(type) ? `CAST(${emitter.expr(argument)} AS BIGINT)` : null;
  }
}

/** The first emitter that takes the arguments. */
export function firstOf(...emitters: readonly FunctionEmitter[]): FunctionEmitter {
  return (emitter, node) => {
    for (const emit of emitters) {
      const sql = emit(emitter, node);
      if (sql !== null) return sql;
    }
    return null;
  };
}
