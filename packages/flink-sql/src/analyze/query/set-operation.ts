import type { QueryBody, SetOperation } from '../../tree/query';
import { commonOfTwo } from '../../types/common-type';
import { isTimestamp } from '../../types/families';
import { formatType } from '../../types/format-type';
import { withNullable } from '../../types/sql-type';
import { both, grouped } from '../changelog/changes';
import type { ScopeColumn } from '../scope';
import { bindBody } from './bind-query';
import type { QueryContext } from './query-context';
import type { Rowset } from './rowset';

/** UNION, INTERSECT and EXCEPT: names of the first query, the common types of both. */
export function bindSetOperation(context: QueryContext, node: SetOperation): Rowset {
  context.beyondSelect(node, node.op);
  // Along the left spine without recursion: a UNION may have hundreds of terms.
  const spine: SetOperation[] = [];
  let leftmost: QueryBody = node;
  while (leftmost.kind === 'set') {
    spine.push(leftmost);
    leftmost = leftmost.left;
  }
  let result = bindBody(context, leftmost).rowset;
  for (const operation of spine.reverse()) {
    result = combine(context, operation, result, bindBody(context, operation.right).rowset);
  }
  return result;
}

function combine(context: QueryContext, node: SetOperation, left: Rowset, right: Rowset): Rowset {
  const changes =
    node.op === 'UNION ALL' ? both(left.changes, right.changes) : grouped(both(left.changes, right.changes));
  const known = [left, right].every((side) => !side.opaque && side.untyped.size === 0);
  if (!known) return { ...left, opaque: true, changes };
  if (left.columns.length !== right.columns.length) {
    context.diagnostics.error(
      'type_mismatch',
      node.right,
      `${node.op} needs as many columns on both sides: the first query gives ${left.columns.length}, the second ${right.columns.length}.`,
    );
    return { ...left, changes };
  }
  const keeps = node.op === 'UNION ALL';
  const columns = left.columns.map((a, i) => {
    const b = right.columns[i];
    return b ? (merge(context, node, a, b, keeps) ?? a) : a;
  });
  return { columns, untyped: new Set(), opaque: false, changes };
}

function merge(
  context: QueryContext,
  node: SetOperation,
  a: ScopeColumn,
  b: ScopeColumn,
  keeps: boolean,
): ScopeColumn | null {
  if (isTimestamp(a.type) && isTimestamp(b.type) && a.type.kind !== b.type.kind) {
    context.notUnderstood(node, `${node.op} of TIMESTAMP and TIMESTAMP_LTZ`);
    return null;
  }
  const type = commonOfTwo(a.type, b.type);
  if (!type) {
    const types = [a, b].map((c) => formatType(withNullable(c.type, true))).join(' and ');
    context.diagnostics.error(
      'type_mismatch',
      node.right,
      `${node.op} needs one type for ${a.name}, but it is ${types}. Use CAST.`,
    );
    return null;
  }
  const origins = [...new Set([...(a.origins ?? [a.name]), ...(b.origins ?? [b.name])])].sort();
  const { rowtime, proctime, window, ...rest } = a;
  const plain = { ...rest, type, rowtime: keeps && rowtime && b.rowtime, computed: null, origins };
  const same = keeps && proctime && b.proctime;
  return { ...plain, ...(same ? { proctime } : {}), ...(window && window === b.window ? { window } : {}) };
}
