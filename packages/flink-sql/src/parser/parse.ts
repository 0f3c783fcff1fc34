import { Diagnostics } from '../diagnostics/collector';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { quoteFlinkIdentifier } from '../lexer/identifiers';
import { lex } from '../lexer/lexer';
import type { LexError } from '../lexer/quoted';
import type { Token } from '../lexer/token';
import type { FlinkVersion } from '../text/flink-version';
import { SourceText } from '../text/source-text';
import type { Statement } from '../tree/query';
import { Cursor } from './cursor';
import { parseStatement } from './statement';

export interface ParseResult {
  readonly source: SourceText;
  readonly tokens: readonly Token[];
  /** The first statement; null for an empty text. Parts that could not be read are `error` nodes. */
  readonly tree: Statement | null;
  /** All statements of the text, which semicolons separate. */
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParseOptions {
  /** Whose grammar and reserved words count; default 2.x. */
  readonly flinkVersion?: FlinkVersion;
}

/** Parses statements with error recovery. Never throws; time is linear in the text, nesting is bounded. */
export function parse(sql: string, options: ParseOptions = {}): ParseResult {
  const version = options.flinkVersion ?? '2.x';
  const source = new SourceText(sql);
  const diagnostics = new Diagnostics(source);
  const { tokens, errors } = lex(sql, version);
  for (const error of errors) reportLexError(diagnostics, source, error);
  const cursor = new Cursor(tokens, diagnostics, version);
  if (cursor.atEnd) {
    diagnostics.error(
      'syntax',
      { start: 0, end: sql.length },
      'The query is empty. Write SELECT … FROM {source_table}.',
    );
    return { source, tokens, tree: null, statements: [], diagnostics: diagnostics.all() };
  }
  const tree = parseStatement(cursor);
  const statements = [tree];
  while (cursor.takeOp(';') && !cursor.atEnd && !cursor.abandoned) statements.push(parseStatement(cursor));
  if (!cursor.atEnd && !cursor.abandoned && !diagnostics.hasSyntaxErrors)
    cursor.unexpected('the end of the query');
  return { source, tokens, tree, statements, diagnostics: diagnostics.all() };
}

function reportLexError(diagnostics: Diagnostics, source: SourceText, error: LexError): void {
  const span = { start: error.start, end: error.end };
  if (error.kind !== 'double') {
    diagnostics.error('syntax', span, error.message);
    return;
  }
  const inner = source.slice(span).slice(1, -1).replaceAll('""', '"');
  diagnostics.error('syntax', span, error.message, [
    {
      title: `Column: ${quoteFlinkIdentifier(inner)}`,
      edits: [{ range: span, newText: quoteFlinkIdentifier(inner) }],
    },
    { title: `String: '${inner}'`, edits: [{ range: span, newText: `'${inner.replaceAll("'", "''")}'` }] },
  ]);
}
