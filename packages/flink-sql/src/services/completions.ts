import { signatureOf } from '../analyze/check-arguments';
import type { AnalyzeOptions, TableSchema } from '../analyze/schema';
import { allFunctions } from '../functions/catalogue';
import { quoteFlinkIdentifier, quoteFlinkIdentifierIfNeeded } from '../lexer/identifiers';
import { lex } from '../lexer/lexer';
import type { Token } from '../lexer/token';
import { formatType } from '../types/format-type';
import type { SqlType } from '../types/sql-type';

export interface Completion {
  readonly label: string;
  readonly kind: 'column' | 'field' | 'function' | 'keyword' | 'table';
  readonly detail: string;
  readonly insertText: string;
}

const KEYWORDS = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP BY',
  'HAVING',
  'AS',
  'AND',
  'OR',
  'NOT',
  'CASE',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
  'CAST',
  'TRY_CAST',
  'IN',
  'BETWEEN',
  'LIKE',
  'IS NULL',
  'IS NOT NULL',
  'INTERVAL',
  'NULL',
  'TRUE',
  'FALSE',
  'TABLE',
  'DESCRIPTOR',
  'TUMBLE',
  'HOP',
];

/** What may be written at an offset, best first: fields after `row.`, tables after FROM, else columns, functions and keywords. */
export function completions(sql: string, offset: number, options: AnalyzeOptions): Completion[] {
  const before = lex(sql.slice(0, offset)).tokens.filter((t) => t.kind !== 'comment' && t.kind !== 'eof');
  const typing = before[before.length - 1];
  const partial =
    typing && (typing.kind === 'word' || typing.kind === 'quoted') && typing.end === offset ? typing : null;
  const previous = partial ? before.slice(0, -1) : before;
  const prefix = (partial?.value ?? '').toLowerCase();
  return candidates(previous, options).filter(
    (c) => c.label.toLowerCase().startsWith(prefix) || c.label.toLowerCase().includes(`_${prefix}`),
  );
}

function candidates(before: readonly Token[], options: AnalyzeOptions): Completion[] {
  const last = before[before.length - 1];
  if (last?.upper === '.') return fields(before, options.source);
  if (last?.kind === 'word' && (last.upper === 'FROM' || last.upper === 'JOIN' || last.upper === 'TABLE'))
    return tables(options);
  return [...columns(options.source), ...functions(options), ...KEYWORDS.map(keyword)];
}

function keyword(word: string): Completion {
  return { label: word, kind: 'keyword', detail: '', insertText: word };
}

function columns(source: TableSchema): Completion[] {
  const list: Completion[] = source.columns.map((c) => member(c.name, c.type, 'column'));
  const time = source.eventTime;
  if (time && !source.columns.some((c) => c.name === time.column)) {
    list.push({
      label: time.column,
      kind: 'column',
      detail: 'event time',
      insertText: quoteFlinkIdentifierIfNeeded(time.column),
    });
  }
  return list;
}

function member(name: string, type: SqlType, kind: 'column' | 'field'): Completion {
  return { label: name, kind, detail: formatType(type), insertText: quoteFlinkIdentifierIfNeeded(name) };
}

function functions(options: AnalyzeOptions): Completion[] {
  return allFunctions()
    .filter((f) => !(f.since === '2.x' && options.flinkVersion === '1.20'))
    .map((f) => ({
      label: f.name,
      kind: 'function',
      detail: signatureOf(f),
      insertText: f.bare ? f.name : `${f.name}(`,
    }));
}

function tables(options: AnalyzeOptions): Completion[] {
  const source: Completion = {
    label: '{source_table}',
    kind: 'table',
    detail: options.source.name,
    insertText: '{source_table}',
  };
  const inputs = Object.keys(options.inputs ?? {}).map(
    (key): Completion => ({
      label: key,
      kind: 'table',
      detail: 'input',
      insertText: quoteFlinkIdentifier(key),
    }),
  );
  return [source, ...inputs];
}

/** Fields of the ROW that the names before the dot lead to; the columns after an alias. */
function fields(before: readonly Token[], source: TableSchema): Completion[] {
  const path: string[] = [];
  for (let i = before.length - 2; i >= 0; i -= 2) {
    const token = before[i];
    if (token?.kind !== 'word' && token?.kind !== 'quoted') break;
    path.unshift(token.value);
    if (before[i - 1]?.upper !== '.') break;
  }
  let type = source.columns.find((c) => c.name === path[0])?.type;
  if (!type) {
    if (path.length === 1) return columns(source);
    path.shift();
    type = source.columns.find((c) => c.name === path[0])?.type;
  }
  for (const name of path.slice(1))
    type = type?.kind === 'ROW' ? type.fields.find((f) => f.name === name)?.type : undefined;
  return type?.kind === 'ROW' ? type.fields.map((f) => member(f.name, f.type, 'field')) : [];
}
