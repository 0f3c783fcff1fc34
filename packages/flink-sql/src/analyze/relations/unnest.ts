import type { FunctionRelation } from '../../tree/query';
import * as t from '../../types/constructors';
import { formatType } from '../../types/format-type';
import { type SqlType, withNullable } from '../../types/sql-type';
import { bind } from '../bind';
import { APPEND } from '../changelog/changes';
import { sourcesOf } from '../origins';
import type { QueryContext } from '../query/query-context';
import type { Scope, ScopeColumn } from '../scope';
import { type BoundFrom, fromRelation, UNKNOWN_FROM } from './bound-from';
import { expressionContext } from './expression-context';

/** UNNEST(array | map | multiset): a row per element, the fields of a ROW as columns. */
export function bindUnnest(context: QueryContext, from: FunctionRelation, before: Scope): BoundFrom {
  context.beyondSelect(from, 'UNNEST');
  const value = bind(expressionContext(context, before, 'UNNEST'), from.call);
  if (!value) return UNKNOWN_FROM;
  const fields = fieldsOf(value.type);
  if (!fields) {
    context.diagnostics.error(
      'argument_type',
      value.span,
      `UNNEST takes an ARRAY, MAP or MULTISET, but this is ${formatType(withNullable(value.type, true))}.`,
    );
    return UNKNOWN_FROM;
  }
  const all = from.ordinality ? [...fields, { name: 'ORDINALITY', type: t.int(false) }] : fields;
  const names = from.alias?.columns ?? [];
  const alias = from.alias?.name.name;
  const origins = sourcesOf(value);
  const columns = all.map(
    (field, i): ScopeColumn => ({
      name:
        names[i]?.name ??
        (all.length === 1 && field.name === 'EXPR$0' && alias !== undefined ? alias : field.name),
      type: field.type,
      rowtime: false,
      computed: null,
      origins,
    }),
  );
  return fromRelation(
    { qualifiers: alias === undefined ? [] : [alias], title: alias ?? 'UNNEST', columns },
    APPEND,
  );
}

function fieldsOf(type: SqlType): { name: string; type: SqlType }[] | null {
  if (type.kind === 'MAP')
    return [
      { name: 'KEY', type: type.key },
      { name: 'VALUE', type: type.value },
    ];
  if (type.kind !== 'ARRAY' && type.kind !== 'MULTISET') return null;
  const { element } = type;
  if (element.kind !== 'ROW') return [{ name: 'EXPR$0', type: element }];
  return element.fields.map((f) => ({
    name: f.name,
    type: withNullable(f.type, f.type.nullable || element.nullable),
  }));
}
