import * as t from '../types/constructors';
import type { MapType, SqlType } from '../types/sql-type';
import type { FunctionDefinition, ResultRule } from './definition';
import { common, of, param, variadic } from './results';

/** Flink docs: System Functions, Collection Functions. */
const map = param('map', 'map');

const fromMap = (result: (type: MapType) => SqlType): ResultRule => {
  return (args) => {
    const type = args[0]?.type;
    return type?.kind === 'MAP' ? of(result(type))(args) : null;
  };
};

const fromArrays: ResultRule = (args) => {
  const [keys, values] = args.map((a) => a.type);
  if (keys?.kind !== 'ARRAY' || values?.kind !== 'ARRAY') return null;
  return of(t.map(keys.element, values.element))(args);
};

export const mapFunctions: readonly FunctionDefinition[] = [
  {
    name: 'MAP_KEYS',
    group: 'collection',
    parameters: [map],
    result: fromMap((m) => t.array(m.key)),
    description: 'The keys of a map, in no order.',
  },
  {
    name: 'MAP_VALUES',
    group: 'collection',
    parameters: [map],
    result: fromMap((m) => t.array(m.value)),
    description: 'The values of a map, in no order.',
  },
  {
    name: 'MAP_ENTRIES',
    group: 'collection',
    parameters: [map],
    result: fromMap((m) =>
      t.array(
        t.row([
          { name: 'key', type: m.key },
          { name: 'value', type: m.value },
        ]),
      ),
    ),
    description: 'The entries of a map as rows of key and value, in no order.',
  },
  {
    name: 'MAP_FROM_ARRAYS',
    group: 'collection',
    parameters: [param('keys', 'array'), param('values', 'array')],
    result: fromArrays,
    description: 'A map of keys and values; both arrays have the same length.',
  },
  {
    name: 'MAP_UNION',
    group: 'collection',
    parameters: [variadic('map', 'map')],
    result: common,
    unify: true,
    description: 'The entries of several maps; of equal keys the last counts.',
  },
];
