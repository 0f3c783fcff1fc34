import type { Span } from '../text/span';
import { typesEqual } from '../types/equal';
import type { SqlType } from '../types/sql-type';
import { withNullable } from '../types/sql-type';
import { type Bound, type BoundCall, type BoundLiteral, depthOver } from './bound';

/** Constructors of typed nodes. */
export function call(fn: string, args: readonly Bound[], type: SqlType, span: Span): BoundCall {
  return {
    kind: 'call',
    fn,
    args,
    type,
    span,
    aggregate: false,
    distinct: false,
    filter: null,
    json: null,
    depth: depthOver(args),
  };
}

export function literal(value: BoundLiteral['value'], type: SqlType, span: Span): BoundLiteral {
  return { kind: 'literal', value, type, span, depth: 1 };
}

/** The value in another type; nothing is added when only nullability differs. */
export function implicitCast(operand: Bound, to: SqlType): Bound {
  const type = withNullable(to, operand.type.nullable);
  if (typesEqual(operand.type, type, { ignoreNullability: true })) return operand;
  if (operand.kind === 'literal' && operand.value === null)
    return { ...operand, type: withNullable(to, true) };
  return { kind: 'cast', operand, type, mode: 'implicit', span: operand.span, depth: operand.depth + 1 };
}

/** Uses a value several times: leaves are repeated, anything larger is bound to a name. */
export function shared(value: Bound, body: (use: Bound) => Bound | null): Bound | null {
  if (value.kind === 'column' || value.kind === 'literal' || value.kind === 'ref') return body(value);
  // The end of its span tells a value from the values inside it that begin at the same place.
  const id = value.span.start * 1_000_003 + value.span.end;
  const inner = body({ kind: 'ref', id, type: value.type, span: value.span, depth: 1 });
  return (
    inner && {
      kind: 'let',
      id,
      value,
      body: inner,
      type: inner.type,
      span: inner.span,
      depth: depthOver([value, inner]),
    }
  );
}
