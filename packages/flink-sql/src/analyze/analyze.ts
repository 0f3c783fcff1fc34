import { Diagnostics } from '../diagnostics/collector';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { parse } from '../parser/parse';
import type { Span } from '../text/span';
import type { InsertStatement, Query, QueryBody, Statement } from '../tree/query';
import type { Column } from '../types/sql-type';
import type { Bound } from './bound';
import type { BoundQuery, OutputItem } from './bound-query';
import { type ChangeKind, isAppend, kindsOf } from './changelog/changes';
import { checkInsert } from './insert';
import { columnOrigins } from './origins';
import { outputNames } from './output-names';
import { bindQuery } from './query/bind-query';
import type { QueryContext } from './query/query-context';
import type { Rowset } from './query/rowset';
import { type BoundBody, bindSelectBody } from './query/select-body';
import type { AnalyzeOptions } from './schema';
import { columnOf } from './scope';
import { checkSink } from './sink';
import { checkPlainRanks } from './windows/ranking';

/** A place that the front end reads but does not understand: Flink can run it, nothing else. */
export interface NotUnderstood {
  readonly span: Span;
  readonly what: string;
}

export interface TreeAnalysis {
  readonly sql: string;
  readonly options: AnalyzeOptions;
  readonly tree: Statement | null;
  /** The typed query; null when there is none to emit. */
  readonly query: BoundQuery | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly output: readonly Column[] | null;
  readonly stateless: boolean;
  readonly changelog: 'append' | 'update';
  /** What may happen to the result's rows. */
  readonly changelogMode: readonly ChangeKind[];
  readonly notUnderstood: readonly NotUnderstood[];
  /** Constructs that are understood, but that `query`, one SELECT over one table, has no place for. */
  readonly beyondSelect: readonly NotUnderstood[];
  readonly columnOrigins: readonly { readonly column: string; readonly sources: readonly string[] }[];
  /** Typed nodes by place, innermost last, for hover. */
  readonly nodes: readonly Bound[];
}

/** Parses and types a query; the verdict of the engines is added by `analyze`. Never throws. */
export function analyzeTree(sql: string, options: AnalyzeOptions): TreeAnalysis {
  const parsed = parse(sql, { flinkVersion: options.flinkVersion ?? '2.x' });
  const diagnostics = new Diagnostics(parsed.source);
  for (const d of parsed.diagnostics) diagnostics.add(d.severity, d.code, d.range, d.message, d.fixes);
  const notUnderstood: NotUnderstood[] = [];
  const beyondSelect: NotUnderstood[] = [];
  const nodes: Bound[] = [];
  const context: QueryContext = {
    options,
    diagnostics,
    notUnderstood: (span, what) => noteUnknown(diagnostics, notUnderstood, span, what),
    beyondSelect: (span, what) => noteOnce(beyondSelect, span, what),
    record: (node) => nodes.push(node),
    commonTables: new Map(),
    outer: null,
  };
  refuseMore(parsed.statements, diagnostics);
  const statement = queryOf(parsed.tree, options, diagnostics);
  const broken = parsed.diagnostics.some((d) => d.code === 'too_deep');
  const bound = statement && !broken ? bindTop(context, statement) : null;
  const query = bound?.select ?? null;
  const items = bound ? itemsOf(bound, statement) : [];
  if (bound && parsed.tree?.kind === 'insert' && options.inserts)
    checkInsert(context, parsed.tree, items, bound.rowset.changes);
  else if (bound && options.sink && items.length > 0)
    checkSink(diagnostics, items, options.sink, listSpan(statement), options.timeZone ?? 'UTC');
  if (bound && statement) checkPlainRanks(context, bound.rowset.columns, listSpan(statement));
  const single = query && notUnderstood.length === 0 && beyondSelect.length === 0 ? query : null;
  const changes = bound?.rowset.changes ?? null;
  return {
    sql,
    options,
    tree: parsed.tree,
    query: single,
    diagnostics: diagnostics.all(),
    output: items.length > 0 && items.every((i) => i.expr !== null) ? outputNames(items) : null,
    stateless: single !== null && !single.aggregated && !single.distinct,
    changelog: changes === null || isAppend(changes) ? 'append' : 'update',
    changelogMode: changes ? kindsOf(changes) : ['I'],
    notUnderstood,
    beyondSelect,
    columnOrigins: columnOrigins(items),
    nodes,
  };
}

function noteOnce(list: NotUnderstood[], span: Span, what: string): boolean {
  if (list.some((n) => n.what === what)) return false;
  list.push({ span, what });
  return true;
}

function noteUnknown(diagnostics: Diagnostics, list: NotUnderstood[], span: Span, what: string): void {
  if (!noteOnce(list, span, what)) return;
  diagnostics.warn(
    'not_understood_yet',
    span,
    `Penstock cannot check ${what} yet, so types are not known here. Flink can run it.`,
  );
}

/** A statement that is one SELECT keeps its typed tree; of any other the result alone is known. */
function bindTop(context: QueryContext, query: Query): Pick<BoundBody, 'rowset' | 'select'> {
  const body = unwrap(query.body);
  const plain = query.with.length === 0 && query.orderBy.length === 0 && !query.limit;
  if (plain && body.kind === 'select') return bindSelectBody(context, body);
  return { rowset: bindQuery(context, query, true) };
}

/** The columns of the result, as those of one SELECT: places are that of the whole query where there is no better. */
function itemsOf(
  bound: { rowset: Rowset; select?: BoundQuery },
  statement: Query | null,
): readonly OutputItem[] {
  if (bound.select) return bound.select.items;
  const { columns, untyped, opaque } = bound.rowset;
  const span = listSpan(statement);
  if (opaque) return [{ name: '*', expr: null, span }];
  const at = { name: '', quoted: false, ...span };
  return [
    ...columns.map((c): OutputItem => ({ name: c.name, expr: columnOf(c, at), span })),
    ...[...untyped].map((name): OutputItem => ({ name, expr: null, span })),
  ];
}

function listSpan(query: Query | null): Span {
  const body = query && unwrap(query.body);
  if (!body) return { start: 0, end: 0 };
  if (body.kind !== 'select') return { start: body.start, end: body.end };
  const first = body.items[0];
  const last = body.items[body.items.length - 1];
  return first && last ? { start: first.start, end: last.end } : { start: 0, end: 0 };
}

/** A transformer is one statement. */
function refuseMore(statements: readonly Statement[], diagnostics: Diagnostics): void {
  const [, second] = statements;
  if (second)
    diagnostics.error('syntax', second, 'A transformer is one query. Remove what follows the semicolon.');
}

/** The query of the statement; a statement that is none is refused by name. */
function queryOf(tree: Statement | null, options: AnalyzeOptions, diagnostics: Diagnostics): Query | null {
  if (!tree) return null;
  if (tree.kind === 'query') return tree.query;
  if (tree.kind !== 'insert') {
    if (tree.what !== '') {
      diagnostics.error(
        'statement_not_allowed',
        { start: tree.start, end: tree.start + tree.what.length },
        `A transformer is one SELECT, not ${tree.what}. Tables and settings are declared in the pipeline.`,
      );
    }
    return null;
  }
  if (!options.inserts) refuseInsert(tree, diagnostics);
  return tree.query;
}

function refuseInsert(tree: InsertStatement, diagnostics: Diagnostics): void {
  diagnostics.error(
    'statement_not_allowed',
    { start: tree.start, end: tree.target.end },
    'A transformer is the SELECT alone: the pipeline names the target. Remove INSERT INTO.',
    [
      {
        title: 'Remove INSERT INTO',
        edits: [{ range: { start: tree.start, end: tree.query.start }, newText: '' }],
      },
    ],
  );
}

function unwrap(body: QueryBody): QueryBody {
  let inner = body;
  while (
    inner.kind === 'nested' &&
    inner.query.with.length === 0 &&
    inner.query.orderBy.length === 0 &&
    !inner.query.limit
  ) {
    inner = inner.query.body;
  }
  return inner;
}
