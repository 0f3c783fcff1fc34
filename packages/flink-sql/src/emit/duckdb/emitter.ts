import type { Bound, BoundCall } from '../../analyze/bound';
import type { Span } from '../../text/span';
import { emitCall } from './calls';
import { emitCast } from './casts';
import { emitLiteral } from './literals';
import { quoteIdent, quoteLiteral } from './quote';
import { emitCase, emitField } from './structure';
import { toDuckDbType, unsupportedType } from './types';

/** Deeper expressions are refused: DuckDB's own limit is 1000 levels of its parse tree. */
const MAX_EMIT_DEPTH = 100;

export interface Refusal {
  readonly span: Span;
  readonly what: string;
}

/** Writes expressions as DuckDB SQL. What has no exact counterpart is refused, never approximated. */
export class Emitter {
  readonly refusals: Refusal[] = [];
  readonly timeZone: string;
  /** The clock, as an ISO instant. */
  readonly now: string;
  readonly #rowText: string | null;
  #names = 0;
  readonly #values = new Map<number, string>();

  /** With `rowText`, an SQL text that differs from row to row, failures can be caught by TRY. */
  constructor(options: { timeZone: string; now: string; rowText?: string }) {
    this.timeZone = options.timeZone;
    this.now = options.now;
    this.#rowText = options.rowText ?? null;
  }

  /** Records that something cannot be run here and gives a placeholder. */
  refuse(span: Span, what: string): string {
    if (!this.refusals.some((r) => r.what === what)) this.refusals.push({ span, what });
    return 'NULL';
  }

  expr(node: Bound): string {
    if (node.depth > MAX_EMIT_DEPTH)
      return this.refuse(node.span, `an expression nested ${MAX_EMIT_DEPTH} levels deep`);
    const unsupported = unsupportedType(node.type);
    if (unsupported) return this.refuse(node.span, unsupported);
    switch (node.kind) {
      case 'column':
        return node.computed
          ? `CAST(${this.expr(node.computed)} AS ${toDuckDbType(node.type)})`
          : `"t".${quoteIdent(node.name)}`;
      case 'literal':
        return emitLiteral(this, node);
      case 'cast':
        return emitCast(this, node);
      case 'field':
        return emitField(this, node);
      case 'case':
        return emitCase(this, node);
      case 'let':
        return this.bindOnce(this.expr(node.value), (name) => {
          this.#values.set(node.id, name);
          return this.expr(node.body);
        });
      case 'ref':
        return this.#values.get(node.id) ?? this.refuse(node.span, 'this expression');
      case 'symbol':
        return this.refuse(node.span, node.symbol);
      case 'call':
        return this.call(node);
    }
  }

  private call(node: BoundCall): string {
    if (node.aggregate) return this.refuse(node.span, 'an aggregate');
    const sql = emitCall(this, node);
    return sql ?? this.refuse(node.span, nameOf(node));
  }

  /** Evaluates a value once and uses it several times. */
  bindOnce(value: string, body: (name: string) => string): string {
    const name = `v${this.#names++}`;
    return `list_transform([${value}], lambda ${name}: ${body(name)})[1]`;
  }

  /** Like `bindOnce`, but columns and literals are simply repeated. */
  once(value: string, body: (sql: string) => string): string {
    return value.length < 100 && !value.includes('(') ? body(value) : this.bindOnce(value, body);
  }

  /** A timestamp in the session's zone for an instant and back. Only named zones are known to both engines. */
  zoned(sql: string, span: Span): string {
    if (!/^(UTC|[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_-]+)+)$/.test(this.timeZone))
      return this.refuse(span, `the time zone ${this.timeZone}`);
    return `timezone(${quoteLiteral(this.timeZone)}, ${sql})`;
  }

  /** Fails the record with a message. */
  error(message: string): string {
    return this.fail(quoteLiteral(message));
  }

  /**
   * Fails the record with a text given as SQL. TRY takes no volatile function such as error(): there a cast fails, which
   * must hang on the row, or it would be tried while the statement is planned.
   */
  fail(message: string): string {
    if (this.#rowText === null) return `error(${message})`;
    return `CASE WHEN CAST(concat(${message}, ${this.#rowText}) AS BOOLEAN) THEN NULL END`;
  }
}

function nameOf(node: BoundCall): string {
  return /^[A-Z_0-9]+$/.test(node.fn)
    ? `the function ${node.fn} with these arguments`
    : `the operator ${node.fn} on these types`;
}
