import type { Expr } from '../../tree/expression';
import type { From } from '../../tree/query';
import { bind } from '../bind';
import type { QueryContext } from '../query/query-context';
import type { Scope } from '../scope';
import type { BoundFrom } from './bound-from';
import { expressionContext } from './expression-context';

/** The right side of a temporal join: its time is a time attribute of the left side, its table has versions. */
export function checkTemporal(context: QueryContext, asOf: Expr, left: Scope, right: BoundFrom): void {
  const time = bind(expressionContext(context, left, 'FOR SYSTEM_TIME AS OF'), asOf);
  if (!time) return;
  if (time.kind !== 'column' || (!time.rowtime && !time.column.proctime)) {
    context.diagnostics.error(
      'window_not_time_attribute',
      asOf,
      'FOR SYSTEM_TIME AS OF takes a time attribute of the left side of the join.',
    );
    return;
  }
  const definition = right.table?.definition;
  if (!definition || time.column.proctime) return;
  const versions = right.relations.flatMap((r) => r.columns).find((c) => c.rowtime);
  if (definition.primaryKey.length === 0 || !versions)
    context.diagnostics.error(
      'window_not_time_attribute',
      asOf,
      `A temporal join in event time needs a primary key and a watermark in ${definition.name}.`,
    );
  else if (versions.type.kind !== time.type.kind)
    context.diagnostics.error(
      'type_mismatch',
      asOf,
      `A temporal join needs the same type of time on both sides: here they are ${time.type.kind} and ${versions.type.kind}.`,
    );
}

/** A table as of a moment, without a join: only catalogs with time travel have that. */
export function refuseTimeTravel(context: QueryContext, from: From): void {
  if (from.kind !== 'table' || !from.asOf) return;
  context.diagnostics.error(
    'window_arguments',
    from.asOf,
    'FOR SYSTEM_TIME AS OF belongs to the right side of a join here: this catalog keeps no earlier states of a table.',
  );
}
