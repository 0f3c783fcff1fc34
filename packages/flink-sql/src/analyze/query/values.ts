import type { Values } from '../../tree/query';
import { commonType } from '../../types/common-type';
import { formatType } from '../../types/format-type';
import { withNullable } from '../../types/sql-type';
import { bind } from '../bind';
import type { Bound } from '../bound';
import { APPEND } from '../changelog/changes';
import { expressionContext } from '../relations/expression-context';
import type { ScopeColumn } from '../scope';
import type { QueryContext } from './query-context';
import type { Rowset } from './rowset';

/** VALUES: columns EXPR$0, EXPR$1, … of the common types of its rows. */
export function bindValues(context: QueryContext, values: Values): Rowset {
  context.beyondSelect(values, 'VALUES');
  const scope = { relations: [], opaque: false, outer: context.outer };
  const expressions = expressionContext(context, scope, 'VALUES');
  const rows = values.rows.map((row) =>
    (row.kind === 'row' ? row.items : [row]).map((cell) => bind(expressions, cell)),
  );
  const width = rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== width);
  const at = values.rows[odd];
  if (at)
    context.diagnostics.error(
      'syntax',
      at,
      `The first row has ${width} values, this one ${rows[odd]?.length ?? 0}.`,
    );
  const untyped = new Set<string>();
  const columns = Array.from({ length: width }, (_, i): ScopeColumn | null => {
    const cells = rows.map((row) => row[i] ?? null);
    const column = at ? null : columnOfCells(context, cells, `EXPR$${i}`);
    if (!column) untyped.add(`EXPR$${i}`);
    return column;
  });
  const known = columns.filter((c): c is ScopeColumn => c !== null);
  return { columns: known, untyped, opaque: untyped.size > 0, changes: APPEND };
}

function columnOfCells(
  context: QueryContext,
  cells: readonly (Bound | null)[],
  name: string,
): ScopeColumn | null {
  const bound = cells.filter((c): c is Bound => c !== null);
  if (bound.length !== cells.length) return null;
  for (const { type, span } of bound)
    if (type.kind === 'NULL')
      context.diagnostics.error(
        'null_without_type',
        span,
        'NULL alone has no type in VALUES. Write CAST(NULL AS STRING), or the type that is wanted.',
      );
  const type = commonType(bound.map((b) => b.type));
  if (type && type.kind !== 'NULL') return { name, type, rowtime: false, computed: null, origins: [] };
  if (type) return null;
  const names = [...new Set(bound.map((b) => formatType(withNullable(b.type, true))))].join(' and ');
  context.diagnostics.error(
    'type_mismatch',
    bound[0]?.span ?? { start: 0, end: 0 },
    `The rows of VALUES need one type here, but these are ${names}. Use CAST.`,
  );
  return null;
}
