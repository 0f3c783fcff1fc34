import { Diagnostics } from '../diagnostics/collector';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { quoteFlinkIdentifier } from '../lexer/identifiers';
import { lex } from '../lexer/lexer';
import type { LexError } from '../lexer/quoted';
import type { Token } from '../lexer/token';
import { SourceText } from '../text/source-text';
import type { Statement } from '../tree/query';
import { Cursor } from './cursor';
import { parseStatement } from './statement';

export interface ParseResult {
  readonly source: SourceText;
  readonly tokens: readonly Token[];
  /** Null for an empty text. Parts that could not be read are `error` nodes. */
  readonly tree: Statement | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses one statement with error recovery. Never throws; time is linear in the text, nesting is bounded. */
export function parse(sql: string): ParseResult {
  const source = new SourceText(sql);
  const diagnostics = new Diagnostics(source);
  const { tokens, errors } = lex(sql);
  for (const error of errors) reportLexError(diagnostics, source, error);
  const cursor = new Cursor(tokens, diagnostics);
  if (cursor.atEnd) {
    diagnostics.error(
      'syntax',
      { start: 0, end: sql.length },
      'The query is empty. Write SELECT … FROM {source_table}.',
    );
    return { source, tokens, tree: null, diagnostics: diagnostics.all() };
  }
  const tree = parseStatement(cursor);
  cursor.takeOp(';');
  if (!cursor.atEnd && !cursor.abandoned) reportRest(cursor, diagnostics);
  return { source, tokens, tree, diagnostics: diagnostics.all() };
}

function reportRest(cursor: Cursor, diagnostics: Diagnostics): void {
  if (cursor.previous.upper === ';') {
    diagnostics.error(
      'syntax',
      cursor.peek(),
      'A transformer is one query. Remove what follows the semicolon.',
    );
  } else if (!diagnostics.hasErrors) cursor.unexpected('the end of the query');
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
