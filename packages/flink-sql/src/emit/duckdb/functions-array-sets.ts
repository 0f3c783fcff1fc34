import type { Bound, BoundCall } from '../../analyze/bound';
import type { SqlType } from '../../types/sql-type';
import type { Emitter } from './emitter';
import type { FunctionEmitter } from './function-emitter';
import { comparisonForms, doubtful, UNSURE } from './nested-equality';
import { hasBareNull } from './nested-values';
import { toDuckDbType } from './types';

/** The lists as they are compared: `own` of the elements that are chosen from, `other` of the second array. */
interface Forms {
  readonly own: string;
  readonly other: string;
}

/**
 * Functions that keep the first of equal elements, NULL once. Flink compares through hash codes, so that an element
 * whose equality is doubtful fails the record as soon as there is another that is alike.
 */
function chosen(
  emitter: Emitter,
  node: BoundCall,
  list: string,
  other: string | null,
  keep: (forms: Forms, form: string, at: string) => string,
): string | null {
  if (node.type.kind !== 'ARRAY' || node.type.element.kind === 'NULL') return null;
  const { element } = node.type;
  const otherForms = comparisonForms(emitter, other ?? `CAST([] AS ${toDuckDbType(node.type)})`, element);
  let refused = otherForms === null;
  const sql = emitter.bindOnce(list, (a) => {
    const forms = comparisonForms(emitter, a, element);
    if (forms === null || otherForms === null) {
      refused = true;
      return 'NULL';
    }
    return emitter.bindOnce(forms, (own) =>
      emitter.bindOnce(otherForms, (second) => {
        const kept = `list_filter(${a}, lambda x, i: ${keep({ own, other: second }, `${own}[i]`, 'i')})`;
        const guarded = guard(emitter, node, { a, own, other: second }, element, kept);
        refused = guarded === null;
        return guarded ?? 'NULL';
      }),
    );
  });
  return refused ? null : sql;
}

function guard(
  emitter: Emitter,
  node: BoundCall,
  lists: { a: string; own: string; other: string },
  element: SqlType,
  kept: string,
): string | null {
  const doubt = doubtful(emitter, 'x', element);
  const result = `CASE WHEN ${lists.a} IS NOT NULL AND ${lists.other} IS NOT NULL THEN ${kept} END`;
  if (doubt === null || doubt === 'FALSE') return doubt === null ? null : result;
  const alike = `(list_position(${lists.own}, ${lists.own}[i]) < i OR list_position(${lists.other}, ${lists.own}[i]) IS NOT NULL)`;
  const failure = `CAST(${emitter.error(UNSURE)} AS ${toDuckDbType(node.type)})`;
  const some = `len(list_filter(${lists.a}, lambda x, i: x IS NOT NULL AND ${doubt} AND ${alike})) > 0`;
  return `CASE WHEN ${some} THEN ${failure} ELSE ${result} END`;
}

const first = (forms: Forms, form: string, at: string): string =>
  `list_position(${forms.own}, ${form}) = ${at}`;

const two = (node: BoundCall): readonly [Bound, Bound] | null => {
  const [a, b] = node.args;
  return a && b && !hasBareNull(node.args) && a.type.kind === 'ARRAY' && b.type.kind === 'ARRAY'
    ? [a, b]
    : null;
};

const distinct: FunctionEmitter = (emitter, node) => {
  const [array] = node.args;
  return array ? chosen(emitter, node, emitter.expr(array), null, first) : null;
};

const union: FunctionEmitter = (emitter, node) => {
  const arrays = two(node);
  if (!arrays) return null;
  const all = arrays.map((a) => `CAST(${emitter.expr(a)} AS ${toDuckDbType(node.type)})`).join(' || ');
  return chosen(emitter, node, `(${all})`, null, first);
};

function against(condition: (found: string) => string): FunctionEmitter {
  return (emitter, node) => {
    const arrays = two(node);
    if (!arrays) return null;
    const [a, b] = arrays.map((x) => `CAST(${emitter.expr(x)} AS ${toDuckDbType(node.type)})`);
    return chosen(emitter, node, a ?? '', b ?? '', (forms, form, at) => {
      const found = `list_position(${forms.other}, ${form})`;
      return `(${condition(found)}) AND ${first(forms, form, at)}`;
    });
  };
}

export const arraySetEmitters: Readonly<Record<string, FunctionEmitter>> = {
  ARRAY_DISTINCT: distinct,
  ARRAY_UNION: union,
  ARRAY_EXCEPT: against((found) => `${found} IS NULL`),
  ARRAY_INTERSECT: against((found) => `${found} IS NOT NULL`),
};
