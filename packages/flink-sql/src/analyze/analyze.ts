import { Diagnostics } from '../diagnostics/collector';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { parse } from '../parser/parse';
import type { Span } from '../text/span';
import type { Query, QueryBody, Select, Statement } from '../tree/query';
import type { Column } from '../types/sql-type';
import type { Bound } from './bound';
import type { BoundQuery } from './bound-query';
import { columnOrigins } from './origins';
import { bindFrom } from './relations';
import type { AnalyzeOptions } from './schema';
import { bindSelect } from './select';
import { checkSink } from './sink';

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
  readonly notUnderstood: readonly NotUnderstood[];
  readonly columnOrigins: readonly { readonly column: string; readonly sources: readonly string[] }[];
  /** Typed nodes by place, innermost last, for hover. */
  readonly nodes: readonly Bound[];
}

/** Parses and types a query; the verdict of the engines is added by `analyze`. Never throws. */
export function analyzeTree(sql: string, options: AnalyzeOptions): TreeAnalysis {
  const parsed = parse(sql);
  const diagnostics = new Diagnostics(parsed.source);
  for (const d of parsed.diagnostics) diagnostics.add(d.severity, d.code, d.range, d.message, d.fixes);
  const notUnderstood: NotUnderstood[] = [];
  const note = (span: Span, what: string): void => {
    if (notUnderstood.some((n) => n.what === what)) return;
    notUnderstood.push({ span, what });
    diagnostics.warn(
      'not_understood_yet',
      span,
      `Penstock cannot check ${what} yet, so types are not known here. Flink can run it.`,
    );
  };
  const nodes: Bound[] = [];
  const select = selectOf(parsed.tree, diagnostics, note);
  const broken = parsed.diagnostics.some((d) => d.code === 'too_deep');
  const query = select && !broken ? bindOne(select, options, diagnostics, note, nodes) : null;
  const complete = query?.items.every((i) => i.expr !== null) === true && query.items.length > 0;
  if (query && options.sink && query.items.length > 0) {
    checkSink(diagnostics, query.items, options.sink, selectListSpan(select), options.timeZone ?? 'UTC');
  }
  const output =
    complete && query
      ? query.items.flatMap((i) => (i.expr ? [{ name: i.name, type: i.expr.type }] : []))
      : null;
  return {
    sql,
    options,
    tree: parsed.tree,
    query: query && notUnderstood.length === 0 ? query : null,
    diagnostics: diagnostics.all(),
    output,
    stateless: query !== null && notUnderstood.length === 0 && !query.aggregated && !query.distinct,
    changelog: changelogOf(query),
    notUnderstood,
    columnOrigins: query ? columnOrigins(query.items) : [],
    nodes,
  };
}

/** A grouped query updates its rows, unless a window closes each group once. */
function changelogOf(query: BoundQuery | null): 'append' | 'update' {
  if (!query || (!query.aggregated && !query.distinct)) return 'append';
  if (query.window?.form === 'group') return 'append';
  const grouped = new Set((query.groupBy ?? []).map((g) => (g.kind === 'column' ? g.name : '')));
  return query.window && grouped.has('window_start') && grouped.has('window_end') ? 'append' : 'update';
}

function selectListSpan(select: Select | null): Span {
  const first = select?.items[0];
  const last = select?.items[select.items.length - 1];
  return first && last ? { start: first.start, end: last.end } : { start: 0, end: 0 };
}

function bindOne(
  select: Select,
  options: AnalyzeOptions,
  diagnostics: Diagnostics,
  notUnderstood: (span: Span, what: string) => void,
  nodes: Bound[],
): BoundQuery {
  const from = select.from ? bindFrom({ options, diagnostics, notUnderstood }, select.from) : null;
  return bindSelect(
    {
      from,
      diagnostics,
      flinkVersion: options.flinkVersion ?? '2.x',
      timeZone: options.timeZone ?? 'UTC',
      notUnderstood,
      record: (node) => nodes.push(node),
    },
    select,
  );
}

/** The one SELECT of a transformer; other statements are refused by name. */
function selectOf(
  tree: Statement | null,
  diagnostics: Diagnostics,
  note: (span: Span, what: string) => void,
): Select | null {
  if (!tree) return null;
  if (tree.kind === 'other') {
    if (tree.what !== '') {
      diagnostics.error(
        'statement_not_allowed',
        { start: tree.start, end: tree.start + tree.what.length },
        `A transformer is one SELECT, not ${tree.what}. Tables and settings are declared in the pipeline.`,
      );
    }
    return null;
  }
  if (tree.kind === 'insert') {
    const target = { start: tree.start, end: tree.target.end };
    diagnostics.error(
      'statement_not_allowed',
      target,
      'A transformer is the SELECT alone: the pipeline names the target. Remove INSERT INTO.',
      [
        {
          title: 'Remove INSERT INTO',
          edits: [{ range: { start: tree.start, end: tree.query.start }, newText: '' }],
        },
      ],
    );
  }
  return selectOfQuery(tree.query, note);
}

function selectOfQuery(query: Query, note: (span: Span, what: string) => void): Select | null {
  const [first] = query.with;
  if (first) note(first, 'WITH');
  const [order] = query.orderBy;
  if (order) note(order, 'ORDER BY');
  if (query.limit) note(query.limit, 'LIMIT');
  const body = unwrap(query.body);
  if (body.kind === 'set') note(body, body.op);
  else if (body.kind === 'values') note(body, 'VALUES');
  else if (body.kind === 'nested') note(body, 'a nested query');
  else if (!first) return body;
  return null;
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
