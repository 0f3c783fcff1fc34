import type { SourceText } from '../text/source-text';
import type { Span } from '../text/span';
import type { Diagnostic, DiagnosticCode, Fix, Severity } from './diagnostic';

/** More than this is noise for a reader and a cost for a hostile text. */
const MAX_DIAGNOSTICS = 200;

/** Collects diagnostics of one text; the same code is reported once per place. */
export class Diagnostics {
  readonly source: SourceText;
  readonly #list: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  constructor(source: SourceText) {
    this.source = source;
  }

  add(severity: Severity, code: DiagnosticCode, span: Span, message: string, fixes?: readonly Fix[]): void {
    const key = `${code}:${span.start}:${span.end}:${message}`;
    if (this.#list.length >= MAX_DIAGNOSTICS || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#list.push({
      code,
      severity,
      message,
      range: this.source.range(span),
      ...(fixes && fixes.length > 0 ? { fixes } : {}),
    });
  }

  error(code: DiagnosticCode, span: Span, message: string, fixes?: readonly Fix[]): void {
    this.add('error', code, span, message, fixes);
  }

  warn(code: DiagnosticCode, span: Span, message: string, fixes?: readonly Fix[]): void {
    this.add('warning', code, span, message, fixes);
  }

  info(code: DiagnosticCode, span: Span, message: string, fixes?: readonly Fix[]): void {
    this.add('info', code, span, message, fixes);
  }

  get hasErrors(): boolean {
    return this.#list.some((d) => d.severity === 'error');
  }

  /** Whether the text breaks the grammar; a type that is not known does not. */
  get hasSyntaxErrors(): boolean {
    return this.#list.some((d) => d.severity === 'error' && d.code !== 'unknown_type');
  }

  /** In text order, so that a list reads like the query. */
  all(): Diagnostic[] {
    return [...this.#list].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  }
}
