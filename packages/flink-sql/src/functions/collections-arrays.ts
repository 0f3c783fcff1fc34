import { canStoreIn } from '../types/cast-rules';
import * as t from '../types/constructors';
import { isString } from '../types/families';
import { type SqlType, withNullable } from '../types/sql-type';
import type { Argument, FunctionDefinition, ResultRule } from './definition';
import { common, like, of, optional, param, variadic } from './results';

/** Types and nullability as in Flink's BuiltInFunctionDefinitions (docs: System Functions, Collection Functions). */
const array = param('array', 'array');
const element = param('element', 'any');

const elementOf = (args: readonly Argument[]): SqlType | null => {
  const type = args[0]?.type;
  return type?.kind === 'ARRAY' ? type.element : null;
};

/** Whether the second argument is implicitly cast to the array's element type. */
const takesElement = (args: readonly Argument[]): boolean => {
  const type = elementOf(args);
  const needle = args[1]?.type;
  return type !== null && needle !== undefined && canStoreIn(needle, type);
};

const lookup = (result: ResultRule): ResultRule => {
  return (args) => (takesElement(args) ? result(args) : null);
};

/** The array with one more element: its elements are nullable as soon as that one is. */
const extended: ResultRule = (args) => {
  const type = elementOf(args);
  if (!type || !takesElement(args)) return null;
  const nullable = args.some((a) => a.type.nullable);
  return t.array(withNullable(type, type.nullable || (args[1]?.type.nullable ?? false)), nullable);
};

const NESTED: readonly string[] = ['ARRAY', 'MAP', 'MULTISET', 'ROW'];

/** Elements that have an order. */
const ordered = (result: ResultRule): ResultRule => {
  return (args) => {
    const type = elementOf(args);
    return type && !NESTED.includes(type.kind) ? result(args) : null;
  };
};

const anElement: ResultRule = (args) => {
  const type = elementOf(args);
  return type && withNullable(type, true);
};

const joined: ResultRule = (args) => {
  const type = elementOf(args);
  return type && isString(type) ? of(t.string())(args) : null;
};

const sliced: ResultRule = (args) =>
  args.slice(1).every((a) => canStoreIn(a.type, t.int())) ? like(0)(args) : null;

/** The element alone keeps the nullability that the array's type gives it. */
const onlyElement: ResultRule = (args) => {
  const type = args[0]?.type;
  if (type?.kind === 'ARRAY') return type.element;
  return type?.kind === 'MULTISET' ? withNullable(type.element, true) : null;
};

const define = (
  name: string,
  parameters: FunctionDefinition['parameters'],
  result: ResultRule,
  description: string,
): FunctionDefinition => ({ name, group: 'collection', parameters, result, description });

const flag = (name: string) => optional(name, 'boolean');
const two = [array, param('other', 'array')];

const unified = (...args: Parameters<typeof define>): FunctionDefinition => ({
  ...define(...args),
  unify: true,
});

export const arrayFunctions: readonly FunctionDefinition[] = [
  define(
    'CARDINALITY',
    [param('collection', 'array', 'map', 'multiset')],
    of(t.int()),
    'Number of elements.',
  ),
  define('ELEMENT', [param('array', 'array', 'multiset')], onlyElement, 'The only element.'),
  define(
    'ARRAY_CONTAINS',
    [array, element],
    lookup((a) => t.boolean(a[0]?.type.nullable ?? true)),
    'Whether an array has an element; NULL finds NULL.',
  ),
  define(
    'ARRAY_POSITION',
    [array, element],
    lookup(of(t.int())),
    'Position of the first such element from 1, or 0.',
  ),
  define(
    'ARRAY_REMOVE',
    [array, element],
    lookup((a) => a[0]?.type ?? null),
    'The array without such elements.',
  ),
  define('ARRAY_APPEND', [array, element], extended, 'The array with an element at its end.'),
  define('ARRAY_PREPEND', [array, element], extended, 'The array with an element at its begin.'),
  define('ARRAY_REVERSE', [array], like(0), 'The array in reverse order.'),
  define('ARRAY_DISTINCT', [array], like(0), 'The array with each element once, in order of appearance.'),
  define('ARRAY_MAX', [array], ordered(anElement), 'Greatest element.'),
  define('ARRAY_MIN', [array], ordered(anElement), 'Least element.'),
  define(
    'ARRAY_SORT',
    [array, flag('ascending'), flag('nulls_first')],
    ordered(like(0)),
    'The array in order; NULLs first when ascending, last when not.',
  ),
  define(
    'ARRAY_SLICE',
    [array, param('from', 'integer'), optional('to', 'integer')],
    sliced,
    'The elements from one position to another, both included; negative ones count from the end.',
  ),
  define(
    'ARRAY_JOIN',
    [array, param('delimiter', 'string'), optional('null_text', 'string')],
    joined,
    'The texts of an array with a delimiter between them; NULLs are left out or replaced.',
  ),
  unified('ARRAY_CONCAT', [variadic('array', 'array')], common, 'The elements of several arrays in turn.'),
  unified('ARRAY_UNION', two, common, 'The elements of both arrays, each once.'),
  unified('ARRAY_EXCEPT', two, common, 'The elements of the first array that the other lacks, each once.'),
  unified('ARRAY_INTERSECT', two, common, 'The elements that both arrays have, each once.'),
];
