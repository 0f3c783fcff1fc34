import { closest } from '../diagnostics/did-you-mean';
import { quoteFlinkIdentifierIfNeeded } from '../lexer/identifiers';
import type { Ident } from '../tree/expression';
import type { SqlType } from '../types/sql-type';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';

export interface ScopeColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly rowtime: boolean;
  /** Expression of a computed column. */
  readonly computed: Bound | null;
}

/** One relation of FROM. */
export interface ScopeRelation {
  /** Alias, or the table's name. */
  readonly qualifiers: readonly string[];
  /** How messages name it. */
  readonly title: string;
  readonly columns: readonly ScopeColumn[];
}

/** Columns that names may refer to. `opaque`: FROM holds something not understood, so no name can be called wrong. */
export interface Scope {
  readonly relations: readonly ScopeRelation[];
  readonly opaque: boolean;
}

/** Resolves `column`, `table.column` and paths into ROWs; reports what is unknown or ambiguous. */
export function resolveName(context: BindContext, parts: readonly Ident[]): Bound | null {
  const [first, second] = parts;
  if (!first) return null;
  const { scope } = context;
  const matches = findColumns(scope, first.name);
  if (matches.length > 1) {
    return fail(
      context,
      'ambiguous_column',
      first,
      `${first.name} is a column of several tables. Say which: ${matches.map((m) => m.relation.qualifiers[0] ?? '').join(' or ')}.${first.name}.`,
    );
  }
  const [match] = matches;
  if (match) return access(context, columnOf(match.column, first), parts.slice(1), first);
  const relation = scope.relations.find((r) => r.qualifiers.includes(first.name));
  if (relation && second) {
    const column = relation.columns.find((c) => c.name === second.name);
    if (column) return access(context, columnOf(column, second, first.start), parts.slice(2), second);
    return unknownColumn(context, second, [relation]);
  }
  if (scope.opaque) return null;
  return unknownColumn(context, first, scope.relations);
}

function findColumns(scope: Scope, name: string): { relation: ScopeRelation; column: ScopeColumn }[] {
  const result: { relation: ScopeRelation; column: ScopeColumn }[] = [];
  for (const relation of scope.relations) {
    for (const column of relation.columns) if (column.name === name) result.push({ relation, column });
  }
  return result;
}

export function columnOf(column: ScopeColumn, at: Ident, start = at.start): Bound {
  const { name, type, rowtime, computed } = column;
  return { kind: 'column', name, type, rowtime, computed, span: { start, end: at.end }, depth: 1 };
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
