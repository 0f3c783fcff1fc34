import { commonType } from '../types/common-type';
import * as t from '../types/constructors';
import { withNullable } from '../types/sql-type';
import type { FunctionDefinition, ResultRule } from './definition';
import { common, of, optional, param, variadic } from './results';

/** COALESCE and IFNULL are NOT NULL as soon as one of their values is. */
const firstNotNull: ResultRule = (args) => {
  const type = commonType(args.map((a) => a.type));
  return (
    type &&
    withNullable(
      type,
      args.every((a) => a.type.nullable),
    )
  );
};

export const conditionalFunctions: readonly FunctionDefinition[] = [
  {
    name: 'COALESCE',
    group: 'conditional',
    parameters: [variadic('value', 'any')],
    result: firstNotNull,
    unify: true,
    description: 'The first value that is not NULL.',
  },
  {
    name: 'IFNULL',
    group: 'conditional',
    parameters: [param('value', 'any'), param('otherwise', 'any')],
    result: firstNotNull,
    unify: true,
    description: 'The value, or another one when it is NULL.',
  },
  {
    name: 'NULLIF',
    group: 'conditional',
    parameters: [param('value', 'comparable'), param('nothing', 'comparable')],
    result: (a) => (a[0] ? withNullable(a[0].type, true) : null),
    description: 'The value, or NULL when it equals the other.',
  },
];

/** IF is bound as CASE; the definition serves completion and argument checks. */
export const ifFunction: FunctionDefinition = {
  name: 'IF',
  group: 'conditional',
  parameters: [param('condition', 'boolean'), param('then', 'any'), param('otherwise', 'any')],
  result: (a) => common(a.slice(1)),
  description: 'One of two values, by a condition.',
};

const hash = (name: string, type: typeof t.char): FunctionDefinition => ({
  name,
  group: 'hash',
  parameters: [param('text', 'string', 'binary')],
  description: `The ${name} hash as hexadecimal digits.`,
  result: of(
    type(
      ({ MD5: 32, SHA1: 40, SHA224: 56, SHA256: 64, SHA384: 96, SHA512: 128 } as Record<string, number>)[
        name
      ] ?? 64,
    ),
  ),
});

export const hashFunctions: readonly FunctionDefinition[] = [
  ...['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'].map((name) => hash(name, t.char)),
  {
    name: 'SHA2',
    group: 'hash',
    parameters: [param('text', 'string', 'binary'), param('bits', 'integer')],
    result: of(t.varchar(128)),
    description: 'The SHA-2 hash of a length as hexadecimal digits.',
  },
];

const numeric = param('value', 'numeric');
const sumType: ResultRule = (a) => {
  const type = a[0]?.type;
  if (!type) return null;
  return type.kind === 'DECIMAL' ? t.decimal(38, type.scale, type.nullable) : type;
};
const avgType: ResultRule = (a) => {
  const type = a[0]?.type;
  if (!type) return null;
  return type.kind === 'DECIMAL' ? t.decimal(38, Math.max(6, type.scale), type.nullable) : type;
};
const same: ResultRule = (a) => a[0]?.type ?? null;

export const aggregateFunctions: readonly FunctionDefinition[] = [
  {
    name: 'COUNT',
    group: 'aggregate',
    aggregate: true,
    parameters: [optional('value', 'any')],
    result: () => t.bigint(false),
    description: 'Number of rows, or of values that are not NULL.',
  },
  {
    name: 'SUM',
    group: 'aggregate',
    aggregate: true,
    parameters: [numeric],
    result: sumType,
    description: 'Sum of the values.',
  },
  {
    name: 'AVG',
    group: 'aggregate',
    aggregate: true,
    parameters: [numeric],
    result: avgType,
    description: 'Average of the values, in their own type: of INT it is an INT.',
  },
  {
    name: 'MIN',
    group: 'aggregate',
    aggregate: true,
    parameters: [param('value', 'scalar')],
    result: same,
    description: 'Least value.',
  },
  {
    name: 'MAX',
    group: 'aggregate',
    aggregate: true,
    parameters: [param('value', 'scalar')],
    result: same,
    description: 'Greatest value.',
  },
  {
    name: 'FIRST_VALUE',
    group: 'aggregate',
    aggregate: true,
    parameters: [param('value', 'any')],
    result: same,
    description: 'Value of the first row.',
  },
  {
    name: 'LAST_VALUE',
    group: 'aggregate',
    aggregate: true,
    parameters: [param('value', 'any')],
    result: same,
    description: 'Value of the last row.',
  },
  {
    name: 'LISTAGG',
    group: 'aggregate',
    aggregate: true,
    parameters: [param('text', 'string'), optional('separator', 'string')],
    result: (a) => t.string(a[0]?.type.nullable ?? true),
    description: 'The texts joined with a separator.',
  },
  {
    name: 'COLLECT',
    group: 'aggregate',
    aggregate: true,
    parameters: [param('value', 'any')],
    result: (a) => (a[0] ? t.multiset(a[0].type, false) : null),
    description: 'The values as a MULTISET.',
  },
  ...['STDDEV_POP', 'STDDEV_SAMP', 'VAR_POP', 'VAR_SAMP', 'VARIANCE'].map(
    (name): FunctionDefinition => ({
      name,
      group: 'aggregate',
      aggregate: true,
      parameters: [numeric],
      result: (a) => {
        const type = avgType(a);
        // A sample of one value has no deviation.
        return type && (name.endsWith('_POP') ? type : withNullable(type, true));
      },
      description: `Statistical aggregate ${name}.`,
    }),
  ),
];
