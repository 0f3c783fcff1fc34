import { commonType } from '../types/common-type';
import { type SqlType, withNullable } from '../types/sql-type';
import type { Argument, Family, Parameter, ResultRule } from './definition';

/** The type, nullable when an argument is. */
export const of =
  (type: SqlType): ResultRule =>
  (args) =>
    withNullable(
      type,
      args.some((a) => a.type.nullable),
    );

/** The type as it is, whatever the arguments. */
export const always =
  (type: SqlType): ResultRule =>
  () =>
    type;

/** The type of one argument, nullable when any argument is. */
export const like =
  (index: number): ResultRule =>
  (args) => {
    const type = args[index]?.type;
    return type
      ? withNullable(
          type,
          args.some((a) => a.type.nullable),
        )
      : null;
  };

export const common: ResultRule = (args) => commonType(args.map((a) => a.type));

/** VARCHAR of the length of the argument (TRIM, SUBSTRING). */
export const varcharLike =
  (index: number): ResultRule =>
  (args) => {
    const type = args[index]?.type;
    const length = type && 'length' in type ? type.length : 2147483647;
    return { kind: 'VARCHAR', length, nullable: args.some((a: Argument) => a.type.nullable) };
  };

export function param(name: string, ...accepts: Family[]): Parameter {
  return { name, accepts };
}
export function optional(name: string, ...accepts: Family[]): Parameter {
  return { name, accepts, optional: true };
}
export function variadic(name: string, ...accepts: Family[]): Parameter {
  return { name, accepts, variadic: true };
}
