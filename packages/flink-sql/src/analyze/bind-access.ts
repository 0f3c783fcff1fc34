import type { ConstructorExpr, FieldExpr, ItemExpr } from '../tree/expression';
import { commonType } from '../types/common-type';
import * as t from '../types/constructors';
import { isInteger, isString } from '../types/families';
import { formatType } from '../types/format-type';
import { type SqlType, withNullable } from '../types/sql-type';
import { bind, bindAll } from './bind';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { call, implicitCast } from './make';
import { access } from './scope';

export function bindAccess(context: BindContext, node: FieldExpr | ItemExpr): Bound | null {
  if (node.kind === 'item') return bindItem(context, node);
  const base = bind(context, node.base);
  if (!base) return null;
  return access(context, base, [node.field], {
    name: 'The value',
    quoted: false,
    start: base.span.start,
    end: base.span.end,
  });
}

/** `array[1]` (the first is 1), `map['key']`; both NULL when there is no such element. */
function bindItem(context: BindContext, node: ItemExpr): Bound | null {
  const base = bind(context, node.base);
  const index = bind(context, node.index);
  if (!base || !index) return null;
  const { type } = base;
  if (type.kind === 'ARRAY') {
    if (isInteger(index.type) && index.kind === 'literal' && Number(index.value ?? 1) < 1)
      return fail(
        context,
        'argument_type',
        index.span,
        `The elements of an array are counted from 1, so there is no element ${String(index.value)}.`,
      );
    if (isInteger(index.type)) return call('ITEM', [base, index], withNullable(type.element, true), node);
    return fail(
      context,
      'argument_type',
      index.span,
      `The index of an array is a whole number from 1, not ${formatType(index.type)}.`,
    );
  }
  if (type.kind === 'MAP') {
    const key = commonType([type.key, index.type]);
    if (key) return call('ITEM', [base, implicitCast(index, type.key)], withNullable(type.value, true), node);
    return fail(
      context,
      'argument_type',
      index.span,
      `The keys of this map are ${formatType(type.key)}, not ${formatType(index.type)}.`,
    );
  }
  if (type.kind === 'ROW' && index.kind === 'literal') return bindRowItem(context, node, base, index);
  return fail(
    context,
    'argument_type',
    node,
    `[ ] reads elements of an ARRAY or MAP, but this is ${formatType(type)}.`,
  );
}

function bindRowItem(
  context: BindContext,
  node: ItemExpr,
  base: Bound,
  index: Bound & { kind: 'literal' },
): Bound | null {
  if (base.type.kind !== 'ROW') return null;
  const { fields } = base.type;
  const field = isString(index.type)
    ? fields.find((f) => f.name === index.value)
    : fields[Number(index.value) - 1];
  if (!field)
    return fail(context, 'unknown_field', index.span, `The ROW has no field ${String(index.value)}.`);
  return access(context, base, [{ name: field.name, quoted: true, start: index.span.start, end: node.end }], {
    name: 'The value',
    quoted: false,
    start: node.start,
    end: node.end,
  });
}

export function bindConstructor(context: BindContext, node: ConstructorExpr): Bound | null {
  const items = bindAll(context, node.items);
  if (!items) return null;
  if (node.kind === 'row') {
    const fields = items.map((item, i) => ({ name: `EXPR$${i}`, type: item.type }));
    return call('ROW', items, t.row(fields, false), node);
  }
  return node.kind === 'array' ? bindArray(context, node, items) : bindMap(context, node, items);
}

function bindArray(context: BindContext, node: ConstructorExpr, items: readonly Bound[]): Bound | null {
  if (items.length === 0)
    return fail(
      context,
      'argument_count',
      node,
      'ARRAY[] needs at least one element, so that its type is known.',
    );
  const element = commonType(items.map((i) => i.type));
  if (element?.kind === 'NULL')
    return fail(
      context,
      'null_without_type',
      node,
      'An array of NULL alone has no type. Write ARRAY[CAST(NULL AS STRING)], or the type that is wanted.',
    );
  if (!element) return mixed(context, node, items, 'elements of an array');
  return call(
    'ARRAY',
    items.map((i) => implicitCast(i, element)),
    t.array(element, false),
    node,
  );
}

function bindMap(context: BindContext, node: ConstructorExpr, items: readonly Bound[]): Bound | null {
  if (items.length === 0 || items.length % 2 !== 0) {
    return fail(
      context,
      'argument_count',
      node,
      'MAP[…] takes keys and values in turn: MAP[key, value, key, value].',
    );
  }
  const keys = items.filter((_, i) => i % 2 === 0);
  const values = items.filter((_, i) => i % 2 === 1);
  const key = commonType(keys.map((k) => k.type));
  const value = commonType(values.map((v) => v.type));
  if (!key) return mixed(context, node, keys, 'keys of a map');
  if (!value) return mixed(context, node, values, 'values of a map');
  const args = items.map((item, i) => implicitCast(item, i % 2 === 0 ? key : value));
  return call('MAP', args, t.map(key, value, false), node);
}

function mixed(context: BindContext, node: ConstructorExpr, items: readonly Bound[], what: string): null {
  const types: SqlType[] = items.map((i) => i.type);
  const names = [...new Set(types.map((x) => formatType(withNullable(x, true))))].join(', ');
  return fail(context, 'type_mismatch', node, `The ${what} need one type, but these are ${names}. Use CAST.`);
}
