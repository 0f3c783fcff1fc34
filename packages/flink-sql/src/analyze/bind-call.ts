import { closest } from '../diagnostics/did-you-mean';
import { findFunction, functionNames, isKnownFunction } from '../functions/catalogue';
import type { FunctionDefinition } from '../functions/definition';
import type { CallExpr } from '../tree/expression';
import { commonType } from '../types/common-type';
import { formatType } from '../types/format-type';
import { withNullable } from '../types/sql-type';
import { asInVersion } from '../types/versions';
import { bindGroupingFunction, isGroupingFunction } from './aggregates/grouping-functions';
import { aggregateType } from './aggregates/result-type';
import { bind, bindAll } from './bind';
import { makeCase } from './bind-conditional';
import { bindJson } from './bind-json';
import type { Bound } from './bound';
import { checkArguments, signatureOf } from './check-arguments';
import { type BindContext, fail } from './context';
import { admitJsonDocuments, isMisplacedJson } from './json-document';
import { call, implicitCast } from './make';
import { isGroupWindowName } from './window-names';
import { bindOver, isWindowFunction } from './windows/over';

export function bindCall(context: BindContext, node: CallExpr): Bound | null {
  if (isGroupWindowName(node.name)) return bindGroupWindow(context, node);
  if (node.over) return bindOver(context, node, node.over);
  if (isGroupingFunction(node.name)) return bindGroupingFunction(context, node);
  if (isWindowFunction(node.name))
    return fail(context, 'misplaced_aggregate', node, `${node.name} needs OVER (… ORDER BY …).`);
  const [argument] = node.args;
  if (QUANTIFIERS.has(node.name) && argument?.kind === 'subquery' && context.subquery)
    return context.subquery(context, argument);
  const definition = findFunction(node.name);
  if (!definition) return bindUnknown(context, node);
  if (definition.since === '2.x' && context.flinkVersion === '1.20') {
    return fail(
      context,
      'unknown_function',
      node.nameSpan,
      `${node.name} exists from Flink 2 on; this project uses 1.20.`,
    );
  }
  if (definition.aggregate) return bindAggregate(context, node, definition);
  admitJsonDocuments(node);
  const args = bindAll(context, node.args);
  if (!args || !checkArguments(context, node, definition, args)) return null;
  if (isMisplacedJson(node))
    return fail(context, 'argument_type', node, 'JSON can only be a value of JSON_OBJECT or JSON_ARRAY.');
  if (definition.name === 'IF') return bindIf(context, node, args);
  // IFNULL of what cannot be NULL is that value, in its own type.
  if (definition.name === 'IFNULL' && args[0] && !args[0].type.nullable) return args[0];
  if (definition.name === 'MOD') return bindResult(context, node, definition, args);
  return bindResult(context, node, definition, definition.unify ? unify(args) : args);
}

/** `x = ANY (SELECT …)`: compared with the values of the column. */
const QUANTIFIERS: ReadonlySet<string> = new Set(['ANY', 'SOME', 'ALL']);

function bindGroupWindow(context: BindContext, node: CallExpr): Bound | null {
  const bound = context.windowFunction?.(node) ?? null;
  if (bound) return bound;
  return fail(
    context,
    'window_arguments',
    node.nameSpan,
    `${node.name} belongs to GROUP BY with the same window, as GROUP BY ${node.name.split('_')[0]}(…).`,
  );
}

function bindUnknown(context: BindContext, node: CallExpr): null {
  if (isKnownFunction(node.name)) {
    bindAll(
      context,
      node.args.filter((a) => a.kind !== 'symbol' && a.kind !== 'star'),
    );
    context.notUnderstood(node, `the function ${node.name}`);
    return null;
  }
  bindAll(
    context,
    node.args.filter((a) => a.kind !== 'symbol' && a.kind !== 'star'),
  );
  const guess = ALIASES[node.name] ?? closest(node.name, functionNames());
  const message = `There is no function ${node.name}.`;
  if (guess === null)
    return fail(
      context,
      'unknown_function',
      node.nameSpan,
      `${message} See Flink's list of built-in functions; user-defined functions are not available here.`,
    );
  const range = { start: node.nameSpan.start, end: node.nameSpan.end };
  return fail(context, 'unknown_function', node.nameSpan, `${message} Did you mean ${guess}?`, [
    { title: `Change to ${guess}`, edits: [{ range, newText: guess }] },
  ]);
}

/** Names that other databases give to functions of Flink. */
const ALIASES: Readonly<Record<string, string>> = {
  LEN: 'CHAR_LENGTH',
  LENGTH: 'CHAR_LENGTH',
  GETDATE: 'CURRENT_TIMESTAMP',
  NVL: 'COALESCE',
  TO_CHAR: 'DATE_FORMAT',
  JSON_EXTRACT: 'JSON_VALUE',
  GET_JSON_OBJECT: 'JSON_VALUE',
  STRING_AGG: 'LISTAGG',
  GROUP_CONCAT: 'LISTAGG',
  CONTAINS: 'POSITION',
  STRPOS: 'POSITION',
};

function bindIf(context: BindContext, node: CallExpr, args: readonly Bound[]): Bound | null {
  const [when, then, otherwise] = args;
  const chosen =
    when && then && otherwise ? makeCase(context, [{ when, result: then }], otherwise, node) : null;
  // Unlike CASE, IF counts as nullable as soon as its condition is.
  return (
    chosen && {
      ...chosen,
      type: withNullable(
        chosen.type,
        args.some((a) => a.type.nullable),
      ),
    }
  );
}

function unify(args: readonly Bound[]): readonly Bound[] {
  const type = commonType(args.map((a) => a.type));
  return type ? args.map((a) => implicitCast(a, type)) : args;
}

function bindResult(
  context: BindContext,
  node: CallExpr,
  definition: FunctionDefinition,
  args: readonly Bound[],
): Bound | null {
  const rule = (context.flinkVersion === '1.20' ? definition.before2 : undefined) ?? definition.result;
  const ruled = rule(args.map((a) => ({ type: a.type, literal: literalText(a) })));
  const type = ruled && asInVersion(ruled, context.flinkVersion);
  if (!type) {
    const types = args.map((a) => formatType(withNullable(a.type, true))).join(', ');
    return fail(
      context,
      'argument_type',
      node,
      `${signatureOf(definition)} does not take (${types}) together. Use CAST to bring them to one type.`,
    );
  }
  const bound = call(definition.name, args, type, node);
  if (!node.json) return bound;
  return bindJson(context, node.json, bound);
}

function literalText(value: Bound): string | null {
  if (value.kind === 'symbol') return value.symbol;
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

function bindAggregate(context: BindContext, node: CallExpr, definition: FunctionDefinition): Bound | null {
  if (context.aggregates !== 'allowed') {
    const { refusedIn } = context.aggregates;
    bindAll(
      context,
      node.args.filter((a) => a.kind !== 'star'),
    );
    const hint = refusedIn === 'WHERE' ? ' Put the condition into HAVING.' : '';
    return fail(context, 'misplaced_aggregate', node, `${node.name} cannot stand in ${refusedIn}.${hint}`);
  }
  const inner: BindContext = { ...context, aggregates: { refusedIn: `another aggregate (${node.name})` } };
  const star = node.args.length === 1 && node.args[0]?.kind === 'star' && node.name === 'COUNT';
  if (!star && node.name === 'COUNT' && node.args.length === 0) {
    return fail(context, 'argument_count', node, 'COUNT needs a value, or * to count rows: COUNT(*).');
  }
  const args = star ? [] : bindAll(inner, node.args);
  const filter = node.filter ? bind(inner, node.filter) : null;
  if (!args || (node.filter && !filter)) return null;
  if (!star && !checkArguments(context, node, definition, args)) return null;
  const mayBeEmpty = context.emptyGroup === true || filter !== null;
  const type = aggregateType(definition, args, mayBeEmpty);
  return (
    type && { ...call(definition.name, args, type, node), aggregate: true, distinct: node.distinct, filter }
  );
}
