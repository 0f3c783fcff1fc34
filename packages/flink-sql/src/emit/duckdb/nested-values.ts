import type { Bound } from '../../analyze/bound';
import { isString } from '../../types/families';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import { quoteLiteral } from './quote';

const NESTED: readonly string[] = ['ARRAY', 'MAP', 'MULTISET', 'ROW'];

export const isNested = (type: SqlType): boolean => NESTED.includes(type.kind);

/** A list with every element changed; NULL stays NULL. */
export function eachElement(emitter: Emitter, list: string, body: (element: string) => string): string {
  const name = emitter.fresh();
  return `list_transform(${list}, lambda ${name}: ${body(name)})`;
}

/** Whether a condition holds for some element; NULL for a NULL list. */
export function someElement(emitter: Emitter, list: string, body: (element: string) => string): string {
  const name = emitter.fresh();
  return `(len(list_filter(${list}, lambda ${name}: ${body(name)})) > 0)`;
}

/** NULL written without a type, which Flink's functions of several collections refuse. */
export function hasBareNull(args: readonly Bound[]): boolean {
  return args.some((a) => a.kind === 'literal' && a.value === null);
}

export function fieldOf(row: string, name: string): string {
  return `struct_extract(${row}, ${quoteLiteral(name)})`;
}

/** Whether DuckDB holds values of both types alike, so that a cast changes nothing: texts may only get longer. */
export function sameLayout(from: SqlType, to: SqlType): boolean {
  if (isString(from) && isString(to))
    return (
      'length' in from &&
      'length' in to &&
      (to.kind === 'VARCHAR' ? from.length <= to.length : from.kind === 'CHAR' && from.length === to.length)
    );
  if (from.kind !== to.kind) return false;
  switch (from.kind) {
    case 'ARRAY':
      return to.kind === 'ARRAY' && sameLayout(from.element, to.element);
    case 'MAP':
      return to.kind === 'MAP' && sameLayout(from.key, to.key) && sameLayout(from.value, to.value);
    case 'ROW':
      return (
        to.kind === 'ROW' &&
        from.fields.length === to.fields.length &&
        from.fields.every((field, i) => {
          const other = to.fields[i];
          return other !== undefined && field.name === other.name && sameLayout(field.type, other.type);
        })
      );
    case 'DECIMAL':
      return to.kind === 'DECIMAL' && from.precision === to.precision && from.scale === to.scale;
    case 'BINARY':
    case 'VARBINARY':
      return 'length' in to && from.length === to.length;
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return 'precision' in to && from.precision === to.precision;
    default:
      return !['MULTISET', 'OPAQUE', 'NULL', 'TIMESTAMP_TZ'].includes(from.kind);
  }
}
