import type { Family, FunctionDefinition, Parameter } from '../functions/definition';
import type { CallExpr } from '../tree/expression';
import { isBinary, isInteger, isInterval, isNumeric, isString, isTimestamp } from '../types/families';
import { formatType } from '../types/format-type';
import { type SqlType, withNullable } from '../types/sql-type';
import { castFix } from './bind-operators';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';

/** Checks number and types of arguments against the definition; reports the first that does not fit. */
export function checkArguments(
  context: BindContext,
  node: CallExpr,
  definition: FunctionDefinition,
  args: readonly Bound[],
): boolean {
  const { parameters } = definition;
  const least = parameters.filter((p) => !p.optional).length;
  const last = parameters[parameters.length - 1];
  const most = last?.variadic ? Number.POSITIVE_INFINITY : parameters.length;
  if (args.length < least || args.length > most) {
    fail(
      context,
      'argument_count',
      node,
      `${definition.name} takes ${describeCount(least, most)}, but here ${args.length === 1 ? 'is' : 'are'} ${args.length}: ${signatureOf(definition)}.`,
    );
    return false;
  }
  let good = true;
  args.forEach((arg, i) => {
    const parameter = parameters[Math.min(i, parameters.length - 1)];
    if (parameter && !accepts(parameter, arg)) {
      reportType(context, definition, parameter, arg);
      good = false;
    }
  });
  return good;
}

function describeCount(least: number, most: number): string {
  const noun = (n: number): string => (n === 1 ? '1 argument' : `${n === 0 ? 'no' : n} arguments`);
  if (least === most) return noun(least);
  return most === Number.POSITIVE_INFINITY ? `at least ${noun(least)}` : `${least} to ${most} arguments`;
}

/** `SUBSTRING(text, from[, length])`, as messages and signature help show it. */
export function signatureOf(definition: FunctionDefinition): string {
  const parts = definition.parameters
    .filter((p) => !p.accepts.every((f) => f === 'symbol'))
    .map((p, i) => {
      const text = p.variadic ? `${p.name}, …` : p.name;
      const separated = i === 0 ? text : `, ${text}`;
      return p.optional ? `[${separated}]` : separated;
    });
  return definition.bare ? definition.name : `${definition.name}(${parts.join('')})`;
}

function accepts(parameter: Parameter, arg: Bound): boolean {
  if (arg.kind === 'symbol') return parameter.accepts.includes('symbol');
  if (arg.type.kind === 'NULL' || arg.type.kind === 'OPAQUE')
    return !parameter.accepts.every((f) => f === 'symbol');
  return parameter.accepts.some((family) => isOf(family, arg.type));
}

function isOf(family: Family, type: SqlType): boolean {
  switch (family) {
    case 'any':
      return true;
    case 'string':
      return isString(type);
    case 'binary':
      return isBinary(type);
    case 'numeric':
      return isNumeric(type);
    case 'integer':
      return isInteger(type);
    case 'boolean':
      return type.kind === 'BOOLEAN';
    case 'date':
      return type.kind === 'DATE';
    case 'time':
      return type.kind === 'TIME';
    case 'timestamp':
      return isTimestamp(type);
    case 'interval':
      return isInterval(type);
    case 'comparable':
      return type.kind !== 'MAP' && type.kind !== 'MULTISET';
    case 'scalar':
      return !['ARRAY', 'MAP', 'MULTISET', 'ROW'].includes(type.kind);
    case 'array':
    case 'map':
    case 'multiset':
    case 'row':
      return type.kind === family.toUpperCase();
    case 'bitmap':
      return type.kind === 'OPAQUE' && type.text === 'BITMAP';
    case 'symbol':
      return false;
  }
}

const FAMILY_NAMES: Readonly<Partial<Record<Family, string>>> = {
  string: 'a text',
  numeric: 'a number',
  integer: 'a whole number',
  boolean: 'a condition',
  timestamp: 'a TIMESTAMP',
  date: 'a DATE',
  time: 'a TIME',
  interval: 'an INTERVAL',
  array: 'an ARRAY',
  map: 'a MAP',
  multiset: 'a MULTISET',
  row: 'a ROW',
  binary: 'BYTES',
  bitmap: 'a BITMAP',
  symbol: 'a unit',
  comparable: 'a value that can be compared',
  scalar: 'a single value',
};

function reportType(
  context: BindContext,
  definition: FunctionDefinition,
  parameter: Parameter,
  arg: Bound,
): void {
  const wanted = parameter.accepts.map((f) => FAMILY_NAMES[f] ?? f).join(' or ');
  const given = arg.kind === 'symbol' ? arg.symbol : formatType(withNullable(arg.type, true));
  const fixes =
    parameter.accepts.includes('string') && arg.kind !== 'symbol' ? castFix(context, arg, 'STRING') : [];
  fail(
    context,
    'argument_type',
    arg.span,
    `${definition.name} needs ${wanted} here, but this is ${given}.`,
    fixes,
  );
}
