import type { Bound, BoundCall } from '../../analyze/bound';
import type { FlinkVersion } from '../../analyze/schema';
import type { Span } from '../../text/span';
import type { SqlType } from '../../types/sql-type';
import { emitCall } from './calls';
import { emitCast } from './casts';
import { emitLiteral } from './literals';
import { quoteIdent, quoteLiteral } from './quote';
import { emitCase, emitField } from './structure';
import { hasFixedOffset, hasOddPast, zoneFor } from './temporal/zones';
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
  readonly flinkVersion: FlinkVersion;
  readonly #rowText: string | null;
  #names = 0;
  readonly #values = new Map<number, string>();

  /** With `rowText`, an SQL text that differs from row to row, failures can be caught by TRY. */
  constructor(options: { timeZone: string; now: string; rowText?: string; flinkVersion?: FlinkVersion }) {
    this.timeZone = options.timeZone;
    this.now = options.now;
    this.flinkVersion = options.flinkVersion ?? '2.x';
    this.#rowText = options.rowText ?? null;
  }

  /** Whether failures are searched with TRY, which takes no volatile function. */
  get searchesFailures(): boolean {
    return this.#rowText !== null;
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

  /** A name that no other part of the SQL uses: the parameter of a lambda. */
  fresh(): string {
    return `v${this.#names++}`;
  }

  /** SQL text as an operand of the other emitters. */
  operand(sql: string, type: SqlType, span: Span): Bound {
    const id = -1 - this.#names++;
    this.#values.set(id, sql);
    return { kind: 'ref', id, type, span, depth: 1 };
  }

  /** Evaluates a value once and uses it several times. */
  bindOnce(value: string, body: (name: string) => string): string {
    const name = this.fresh();
    return `list_transform([${value}], lambda ${name}: ${body(name)})[1]`;
  }

  /** Like `bindOnce`, but columns and literals are simply repeated. */
  once(value: string, body: (sql: string) => string): string {
    return value.length < 100 && !value.includes('(') ? body(value) : this.bindOnce(value, body);
  }

  /**
   * A timestamp in a zone (the session's) for an instant and back. A local time that a zone has twice stands for the later
   * instant: see `instantOf`.
   */
  zoned(sql: string, span: Span, id = this.timeZone): string {
    const zone = zoneFor(id);
    return zone === null
      ? this.refuse(span, `the time zone ${id}`)
      : `timezone(${quoteLiteral(zone)}, ${sql})`;
  }

  /** The instant of a local time as java.time reads it: of two instants the earlier. */
  instantOf(sql: string, span: Span, id = this.timeZone): string {
    if (hasFixedOffset(id)) return this.zoned(sql, span, id);
    return this.bindOnce(sql, (local) =>
      this.bindOnce(this.zoned(local, span, id), (late) => {
        const dayBefore = `(${late} - to_hours(24))`;
        const offset = `(epoch_us(${this.zoned(dayBefore, span, id)}) - epoch_us(${dayBefore}))`;
        const early = `make_timestamptz(epoch_us(${local}) - ${offset})`;
        return `CASE WHEN ${early} < ${late} AND ${this.zoned(early, span, id)} = ${local} THEN ${early} ELSE ${late} END`;
      }),
    );
  }

  /**
   * Microseconds on the session's clock by java.util.TimeZone, which several functions of Flink go by: before 1900 it takes
   * today's standard offset. @param instant SQL that may be repeated
   */
  clockMicros(instant: string, span: Span): string {
    const micros = `epoch_us(${this.zoned(instant, span)})`;
    if (hasFixedOffset(this.timeZone)) return micros;
    const offset = (at: string): string =>
      `epoch_us(${this.zoned(`TIMESTAMPTZ '${at}'`, span)}) - epoch_us(TIMESTAMPTZ '${at}')`;
    const before = hasOddPast(this.timeZone)
      ? `CAST(${this.error('Only Flink knows the time zone rules before 1900 that hold here')} AS BIGINT)`
      : `epoch_us(${instant}) + least(${offset('2024-01-15 00:00:00+00')}, ${offset('2024-07-15 00:00:00+00')})`;
    return `CASE WHEN ${instant} < TIMESTAMPTZ '1900-01-01 00:00:00+00' THEN ${before} ELSE ${micros} END`;
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
