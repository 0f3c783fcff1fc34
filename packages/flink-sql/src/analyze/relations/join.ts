import type { Ident } from '../../tree/expression';
import type { JoinRelation } from '../../tree/query';
import { commonOfTwo } from '../../types/common-type';
import { formatType } from '../../types/format-type';
import { withNullable } from '../../types/sql-type';
import { bind } from '../bind';
import { isBoolean } from '../bind-operators';
import type { Bound } from '../bound';
import { both, type Changes, isAppend } from '../changelog/changes';
import type { QueryContext } from '../query/query-context';
import type { Scope, ScopeColumn, ScopeRelation } from '../scope';
import type { BoundFrom } from './bound-from';
import { expressionContext } from './expression-context';
import { bindFrom } from './from';
import { joinsInterval, joinsProcessingWindows, joinsWindows } from './join-time';
import { checkTemporal } from './temporal';

/** Joins of all kinds. The sides that an outer join may fill up with NULL become nullable. */
export function bindJoin(context: QueryContext, from: JoinRelation, before: Scope): BoundFrom {
  const words = new Set(from.join.split(' '));
  context.beyondSelect(from, from.join === 'COMMA' ? 'a join with a comma' : from.join);
  const left = bindFrom(context, from.left, before);
  const rightScope = scopeOf(left, before);
  // A join in parentheses stands for itself: it does not see what is left of it.
  const right = bindFrom(context, from.right, from.right.kind === 'join' ? before : rightScope);
  const asOf = from.right.kind === 'table' ? from.right.asOf : null;
  if (asOf) checkTemporal(context, asOf, rightScope, right);
  reportSameAlias(context, from, left, right);
  const joined = sides(left, right, words);
  const keys = words.has('NATURAL') ? commonNames(left, right) : from.using;
  const merged = mergeKeys(context, left, right, keys, words);
  const opaque = left.opaque || right.opaque;
  const inside = { ...left, relations: [...left.relations, ...right.relations], opaque };
  const on = checkCondition(context, from, left, right, scopeOf(inside, before), words);
  return {
    relations: joined,
    merged: [...left.merged, ...merged],
    table: null,
    window: null,
    opaque,
    changes: changesOf(from, left, right, words, asOf !== null, on),
  };
}

export function scopeOf(from: BoundFrom, before: Scope): Scope {
  return {
    relations: [...before.relations, ...from.relations],
    merged: [...(before.merged ?? []), ...from.merged],
    opaque: before.opaque || from.opaque,
    outer: before.outer ?? null,
  };
}

function sides(left: BoundFrom, right: BoundFrom, words: ReadonlySet<string>): ScopeRelation[] {
  const full = words.has('FULL');
  const fill = (side: BoundFrom, filled: boolean): readonly ScopeRelation[] =>
    filled ? side.relations.map((r) => ({ ...r, columns: r.columns.map(nullable) })) : side.relations;
  return [...fill(left, full || words.has('RIGHT')), ...fill(right, full || words.has('LEFT'))];
}

function nullable(column: ScopeColumn): ScopeColumn {
  return { ...column, type: withNullable(column.type, true) };
}

function reportSameAlias(context: QueryContext, from: JoinRelation, left: BoundFrom, right: BoundFrom): void {
  const taken = new Set(left.relations.flatMap((r) => r.qualifiers));
  const same = right.relations.flatMap((r) => r.qualifiers).find((q) => taken.has(q));
  if (same === undefined) return;
  context.diagnostics.error(
    'ambiguous_column',
    from.right,
    `${same} stands twice in FROM. Give each a name of its own, as ${same} AS a.`,
  );
}

function commonNames(left: BoundFrom, right: BoundFrom): Ident[] {
  const names = new Set(right.relations.flatMap((r) => r.columns.map((c) => c.name)));
  const shared = left.relations.flatMap((r) => r.columns).filter((c) => names.has(c.name));
  return shared.map((c) => ({ name: c.name, quoted: false, start: 0, end: 0 }));
}

function mergeKeys(
  context: QueryContext,
  left: BoundFrom,
  right: BoundFrom,
  keys: readonly Ident[],
  words: ReadonlySet<string>,
): ScopeColumn[] {
  return keys.flatMap((key) => {
    const a = findKey(context, left, key);
    const b = findKey(context, right, key);
    if (!a || !b) return [];
    const type = commonOfTwo(a.type, b.type);
    if (!type) {
      context.diagnostics.error(
        'type_mismatch',
        key,
        `${key.name} is ${formatType(a.type)} on one side and ${formatType(b.type)} on the other.`,
      );
      return [];
    }
    // COALESCE of both, of which one side may be filled up with NULL.
    const filled = (side: ScopeColumn, words_: readonly string[]): boolean =>
      side.type.nullable || words_.some((w) => words.has(w));
    const isNullable = filled(a, ['RIGHT', 'FULL']) && filled(b, ['LEFT', 'FULL']);
    return [
      { ...a, type: withNullable(type, isNullable), ...(words.has('NATURAL') ? { starOnly: true } : {}) },
    ];
  });
}

function findKey(context: QueryContext, side: BoundFrom, key: Ident): ScopeColumn | null {
  const found =
    side.merged.find((c) => c.name === key.name) ??
    side.relations.flatMap((r) => r.columns).find((c) => c.name === key.name);
  const known = !side.opaque && side.relations.every((r) => !r.opaque && !r.untyped?.has(key.name));
  if (!found && known)
    context.diagnostics.error(
      'unknown_column',
      key,
      `USING needs a column ${key.name} on both sides of the join.`,
    );
  return found ?? null;
}

function checkCondition(
  context: QueryContext,
  from: JoinRelation,
  left: BoundFrom,
  right: BoundFrom,
  scope: Scope,
  words: ReadonlySet<string>,
): Bound | null {
  if (from.on) {
    const on = bind(expressionContext(context, scope, 'ON'), from.on);
    if (on && joinsWindows(from, left, right) && joinsProcessingWindows(on))
      context.diagnostics.error(
        'window_arguments',
        from.on,
        'Windows in processing time cannot be joined: use event time.',
      );
    if (on && !isBoolean(on.type))
      context.diagnostics.error(
        'type_mismatch',
        on.span,
        `ON needs a condition, but this is ${formatType(withNullable(on.type, true))}.`,
      );
    return on;
  }
  if (from.using.length > 0 || words.has('COMMA') || words.has('CROSS') || words.has('NATURAL')) return null;
  context.diagnostics.error(
    'syntax',
    from,
    `${from.join} needs a condition: ON a.key = b.key, or USING (key).`,
  );
  return null;
}

/** A join in time keeps appending; another one that may fill up with NULL takes back what it filled. */
function changesOf(
  from: JoinRelation,
  left: BoundFrom,
  right: BoundFrom,
  words: ReadonlySet<string>,
  temporal: boolean,
  on: Bound | null,
): Changes {
  if (temporal || from.right.kind === 'function') return left.changes;
  const changes = both(left.changes, right.changes);
  const outer = ['LEFT', 'RIGHT', 'FULL'].some((w) => words.has(w));
  if (outer && !joinsWindows(from, left, right) && !joinsInterval(on))
    return { updates: true, deletes: true, before: changes.before || changes.updates };
  return { ...changes, before: changes.before || (changes.updates && !isAppend(changes)) };
}
