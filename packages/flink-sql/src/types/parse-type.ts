import { Diagnostics } from '../diagnostics/collector';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { lex } from '../lexer/lexer';
import { Cursor } from '../parser/cursor';
import { parseTypeNode } from '../parser/types';
import { SourceText } from '../text/source-text';
import type { SqlType } from './sql-type';

/**
 * Reads a type as written in a schema: `BIGINT`, `DECIMAL(10, 2) NOT NULL`, `ARRAY<ROW<sku STRING, qty INT>>`.
 * `type` is null when the text is no type; the diagnostics say why. Never throws.
 */
export function parseType(text: string): { type: SqlType | null; diagnostics: Diagnostic[] } {
  const diagnostics = new Diagnostics(new SourceText(text));
  const { tokens, errors } = lex(text);
  for (const error of errors) diagnostics.error('syntax', error, error.message);
  const cursor = new Cursor(tokens, diagnostics);
  const { type } = parseTypeNode(cursor);
  if (type && !cursor.atEnd) cursor.unexpected('nothing more after the type');
  return { type: diagnostics.hasErrors ? null : type, diagnostics: diagnostics.all() };
}
