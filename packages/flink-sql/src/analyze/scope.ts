import { closest } from '../diagnostics/did-you-mean';
import { quoteFlinkIdentifierIfNeeded } from '../lexer/identifiers';
import type { Ident } from '../tree/expression';
import type { RowField, SqlType } from '../types/sql-type';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';

export interface ScopeColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly rowtime: boolean;
  /** Expression of a computed column. */
  readonly computed: Bound | null;
  /** Set when it is a processing time attribute. */
  readonly proctime?: boolean;
  /** Set when it bounds the window that its row belongs to. */
  readonly window?: WindowPart;
  /** With `window`: that window is one of processing time. */
  readonly processing?: boolean;
  /** A merged column of NATURAL: `*` has it once, but its bare name is ambiguous (as in Calcite). */
  readonly starOnly?: boolean;
  /** Set when it ranks the rows, as ROW_NUMBER() OVER does. */
  readonly ranking?: Ranking;
  /** Stored columns that its value comes from; absent for a column of the source itself. */
  readonly origins?: readonly string[];
}

export interface Ranking {
  readonly name: string;
  readonly timeOrdered: boolean;
  /** Ranked within windows, so that the ranks are final when a window closes. */
  readonly windowed: boolean;
  readonly processing: boolean;
}

export type WindowPart = 'start' | 'end' | 'time';

/** One relation of FROM. */
export interface ScopeRelation {
  /** Alias, or the table's name. */
  readonly qualifiers: readonly string[];
  /** How messages name it. */
  readonly title: string;
  readonly columns: readonly ScopeColumn[];
  /** Columns that are there, but whose type is not known (reported where they come from). */
  readonly untyped?: ReadonlySet<string>;
  /** It has columns that are not known, so a name that it lacks is not wrong. */
  readonly opaque?: boolean;
}

/** Columns that names may refer to. `opaque`: FROM holds something not understood, so no name can be called wrong. */
export interface Scope {
  readonly relations: readonly ScopeRelation[];
  readonly opaque: boolean;
  /** Columns that USING or NATURAL makes one of two; they come first in `*`. */
  readonly merged?: readonly ScopeColumn[];
  /** Scope of the query around a subquery. */
  readonly outer?: Scope | null;
}

/** Resolves `column`, `table.column` and paths into ROWs; reports what is unknown or ambiguous. */
export function resolveName(context: BindContext, parts: readonly Ident[]): Bound | null {
  const [first] = parts;
  if (!first) return null;
  for (let scope: Scope | null = context.scope; scope; scope = scope.outer ?? null) {
    const found = resolveIn(context, scope, parts, first);
    if (found !== 'absent') return found;
  }
  const qualified = qualifierOf(context.scope, parts);
  if (qualified) return unknownColumn(context, qualified.column, [qualified.relation]);
  return unknownColumn(context, first, context.scope.relations);
}

/** A table's name counts before a column's, as in Calcite; `absent` sends the search to the scope around. */
function resolveIn(
  context: BindContext,
  scope: Scope,
  parts: readonly Ident[],
  first: Ident,
): Bound | null | 'absent' {
  const qualified = qualifierOf(scope, parts);
  if (qualified) {
    const { relation, column, rest } = qualified;
    const [found, second] = relation.columns.filter((c) => c.name === column.name);
    if (found && second) return ambiguous(context, column, []);
    if (found) return access(context, columnOf(found, column, first.start, relation), rest, column);
    if (relation.opaque || relation.untyped?.has(column.name)) return null;
  }
  const merged = scope.merged?.find((c) => c.name === first.name && !c.starOnly);
  if (merged) return access(context, columnOf(merged, first), parts.slice(1), first);
  const matches = findColumns(scope, first.name);
  if (matches.length > 1)
    return ambiguous(
      context,
      first,
      matches.map((m) => m.relation.qualifiers[0] ?? ''),
    );
  const [match] = matches;
  const inside = match ? null : peekColumns(scope, first);
  if (inside) return access(context, inside, parts.slice(1), first);
  if (match)
    return access(context, columnOf(match.column, first, first.start, match.relation), parts.slice(1), first);
  const known = scope.relations.every((r) => !r.opaque && !r.untyped?.has(first.name));
  return scope.opaque || !known ? null : 'absent';
}

function ambiguous(context: BindContext, name: Ident, tables: readonly string[]): null {
  const hint =
    new Set(tables).size > 1
      ? `is a column of several tables. Say which: ${tables.map((t) => `${t}.${name.name}`).join(' or ')}.`
      : 'is the name of several columns. Give them names of their own with AS.';
  return fail(context, 'ambiguous_column', name, `${name.name} ${hint}`);
}

/** `alias.column…`, also behind catalog and database. */
function qualifierOf(
  scope: Scope,
  parts: readonly Ident[],
): { relation: ScopeRelation; column: Ident; rest: readonly Ident[] } | null {
  for (let i = 0; i < Math.min(parts.length - 1, 3); i++) {
    const relation = scope.relations.find((r) => r.qualifiers.includes(parts[i]?.name ?? ''));
    const column = parts[i + 1];
    if (relation && column) return { relation, column, rest: parts.slice(i + 2) };
  }
  return null;
}

function findColumns(scope: Scope, name: string): { relation: ScopeRelation; column: ScopeColumn }[] {
  const result: { relation: ScopeRelation; column: ScopeColumn }[] = [];
  for (const relation of scope.relations) {
    for (const column of relation.columns) if (column.name === name) result.push({ relation, column });
  }
  return result;
}

export function columnOf(
  column: ScopeColumn,
  at: Ident,
  start = at.start,
  relation: ScopeRelation | null = null,
): Bound & { kind: 'column' } {
  const { name, type, rowtime, computed } = column;
  const span = { start, end: at.end };
  return { kind: 'column', name, type, rowtime, computed, span, depth: 1, column, relation };
}

function unknownColumn(context: BindContext, ident: Ident, relations: readonly ScopeRelation[]): null {
  const names = relations.flatMap((r) => r.columns.map((c) => c.name));
  const where = relations.length === 1 ? ` in ${relations[0]?.title}` : '';
  const guess = closest(ident.name, names);
  if (guess === null) {
    const some = names.slice(0, 8).join(', ');
    const hint =
      names.length === 0 ? ' There is no FROM.' : ` It has: ${some}${names.length > 8 ? ', …' : ''}.`;
    return fail(context, 'unknown_column', ident, `There is no column ${ident.name}${where}.${hint}`);
  }
  return fail(
    context,
    'unknown_column',
    ident,
    `There is no column ${ident.name}${where}. Did you mean ${guess}?`,
    [replaceName(ident, guess)],
  );
}

export function replaceName(
  ident: Ident,
  name: string,
): { title: string; edits: { range: { start: number; end: number }; newText: string }[] } {
  const newText = quoteFlinkIdentifierIfNeeded(name);
  return { title: `Change to ${name}`, edits: [{ range: { start: ident.start, end: ident.end }, newText }] };
}

/** `.field` after `.field` into ROW types; a field of a nullable row is nullable. */
export function access(context: BindContext, base: Bound, path: readonly Ident[], last: Ident): Bound | null {
  let result = base;
  let before = last;
  for (const field of path) {
    const { type } = result;
    if (type.kind !== 'ROW') {
      return fail(
        context,
        'unknown_field',
        field,
        `${before.name} is no ROW, so it has no field ${field.name}.`,
      );
    }
    const found = type.fields.find((f) => f.name === field.name);
    const inside = found ? null : peek(result, field);
    if (inside) {
      result = inside;
      before = field;
      continue;
    }
    if (!found) {
      const guess = closest(
        field.name,
        type.fields.map((f) => f.name),
      );
      const hint =
        guess === null ? `It has: ${type.fields.map((f) => f.name).join(', ')}.` : `Did you mean ${guess}?`;
      return fail(
        context,
        'unknown_field',
        field,
        `${before.name} has no field ${field.name}. ${hint}`,
        guess === null ? [] : [replaceName(field, guess)],
      );
    }
    const fieldType = { ...found.type, nullable: found.type.nullable || type.nullable };
    result = {
      kind: 'field',
      base: result,
      field: found.name,
      type: fieldType,
      span: { start: base.span.start, end: field.end },
      depth: result.depth + 1,
    };
    before = field;
  }
  return result;
}

/** A field of a ROW inside the value, found without naming the ROW: Flink's rows let names be looked up in them. */
function peek(base: Bound, field: Ident): Bound | null {
  if (base.type.kind !== 'ROW') return null;
  for (const outer of base.type.fields) {
    if (outer.type.kind !== 'ROW') continue;
    const row = fieldOf(base, outer, field);
    const found = outer.type.fields.find((f) => f.name === field.name);
    const inside = found ? fieldOf(row, found, field) : peek(row, field);
    if (inside) return inside;
  }
  return null;
}

function peekColumns(scope: Scope, name: Ident): Bound | null {
  for (const relation of scope.relations) {
    for (const column of relation.columns) {
      if (column.type.kind !== 'ROW') continue;
      const base = columnOf(column, name, name.start, relation);
      const found = column.type.fields.find((f) => f.name === name.name);
      const inside = found ? fieldOf(base, found, name) : peek(base, name);
      if (inside) return inside;
    }
  }
  return null;
}

function fieldOf(base: Bound, field: RowField, at: Ident): Bound {
  const type = { ...field.type, nullable: field.type.nullable || base.type.nullable };
  const span = { start: base.span.start, end: at.end };
  return { kind: 'field', base, field: field.name, type, span, depth: base.depth + 1 };
}
