import type { Span } from '../text/span';
import type { CaseExpr, CastExpr, Expr } from '../tree/expression';
import { canCast } from '../types/cast-rules';
import { commonType } from '../types/common-type';
import * as t from '../types/constructors';
import { formatType } from '../types/format-type';
import { type SqlType, withNullable } from '../types/sql-type';
import { asInVersion } from '../types/versions';
import { bind } from './bind';
import { bindComparison } from './bind-comparison';
import { isBoolean } from './bind-operators';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { call, implicitCast, literal, shared } from './make';

export function bindCase(context: BindContext, node: CaseExpr): Bound | null {
  if (!node.operand) return bindBranches(context, node, null);
  const operand = bind(context, node.operand);
  return operand
    ? shared(operand, (use) => bindBranches(context, node, use))
    : bindBranches(context, node, null);
}

function bindBranches(context: BindContext, node: CaseExpr, operand: Bound | null): Bound | null {
  const branches: { when: Bound; result: Bound }[] = [];
  let complete = node.operand === null || operand !== null;
  for (const branch of node.whens) {
    const when = bindCondition(context, operand, node.operand !== null, branch.conditions);
    const result = bind(context, branch.result);
    if (when && result) branches.push({ when, result });
    else complete = false;
  }
  const otherwise = node.otherwise
    ? bind(context, node.otherwise)
    : literal(null, t.nullType(), { start: node.end, end: node.end });
  return complete && otherwise ? makeCase(context, branches, otherwise, node) : null;
}

function bindCondition(
  context: BindContext,
  operand: Bound | null,
  simple: boolean,
  conditions: readonly Expr[],
): Bound | null {
  const tests = conditions.map((c) => {
    const value = bind(context, c);
    if (!value || (simple && !operand)) return null;
    if (operand) return bindComparison(context, '=', operand, value, value.span);
    if (isBoolean(value.type)) return value;
    return fail(
      context,
      'type_mismatch',
      value.span,
      `WHEN needs a condition, but this is ${formatType(value.type)}.`,
    );
  });
  const bound = tests.filter((x): x is Bound => x !== null);
  const [first] = bound;
  if (bound.length !== conditions.length || !first) return null;
  return bound.length === 1
    ? first
    : call('OR', bound, t.boolean(bound.some((b) => b.type.nullable)), first.span);
}

export function makeCase(
  context: BindContext,
  branches: readonly { when: Bound; result: Bound }[],
  otherwise: Bound,
  span: Span,
): Bound | null {
  const results = [...branches.map((b) => b.result), otherwise];
  const type = commonType(results.map((r) => r.type));
  if (!type) {
    const names = [...new Set(results.map((r) => formatType(withNullable(r.type, true))))].join(' and ');
    return fail(
      context,
      'type_mismatch',
      span,
      `The results need one type, but these are ${names}. Use CAST.`,
    );
  }
  const depth = 1 + Math.max(...branches.flatMap((b) => [b.when.depth, b.result.depth]), otherwise.depth);
  return {
    kind: 'case',
    branches: branches.map((b) => ({ when: b.when, result: implicitCast(b.result, type) })),
    otherwise: implicitCast(otherwise, type),
    type,
    span,
    depth,
  };
}

/** Casts that may fail or overflow give NULL only for TRY_CAST, DECIMAL targets and nullable sources. */
export function bindCast(context: BindContext, node: CastExpr): Bound | null {
  const operand = bind(context, node.operand);
  const target = node.type.type && asInVersion(node.type.type, context.flinkVersion);
  if (!operand || !target) return null;
  const name = node.tryCast ? 'TRY_CAST' : 'CAST';
  if (!canCast(operand.type, target)) {
    return fail(
      context,
      'cast_not_allowed',
      node,
      `${formatType(operand.type)} cannot be turned into ${formatType(target)}.${castHint(operand.type, target)}`,
    );
  }
  const type = withNullable(target, node.tryCast || operand.type.nullable);
  return {
    kind: 'cast',
    operand,
    type,
    mode: name === 'CAST' ? 'explicit' : 'try',
    span: node,
    depth: operand.depth + 1,
  };
}

function castHint(from: SqlType, to: SqlType): string {
  if (from.kind === 'TIMESTAMP' || from.kind === 'TIMESTAMP_LTZ')
    return ' For epoch seconds use UNIX_TIMESTAMP(CAST(… AS STRING)).';
  if (to.kind === 'TIMESTAMP' || to.kind === 'TIMESTAMP_LTZ')
    return ' For epoch milliseconds use TO_TIMESTAMP_LTZ(…, 3).';
  return '';
}
