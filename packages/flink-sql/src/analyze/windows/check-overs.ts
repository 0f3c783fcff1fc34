import { isTemporal } from '../../types/families';
import type { BindContext } from '../context';
import { keyOf } from '../key';
import { frameOf } from './frame';
import { isWindowFunction, type OverUse } from './over';

/**
 * What a streaming plan can run: aggregates over one window only, ordered by a time attribute, ascending. Functions that
 * rank are left out: whether they are a Top-N shows in the query around.
 */
export function checkOvers(context: BindContext, overs: readonly OverUse[]): void {
  const aggregates = overs.filter(({ node }) => !isWindowFunction(node.name));
  for (const use of aggregates) {
    checkFrame(context, use);
    checkOrdering(context, use);
  }
  const [first, ...others] = aggregates;
  const different = first && others.find((other) => windowKey(context, other) !== windowKey(context, first));
  if (different)
    context.diagnostics.error(
      'window_arguments',
      different.node,
      'All aggregates of one SELECT must be over the same window. Put the others into a query of their own.',
    );
}

function windowKey(context: BindContext, { spec, partition, order }: OverUse): string {
  return JSON.stringify([partition.map(keyOf), order.map(keyOf), frameOf(context, spec)]);
}

function checkFrame(context: BindContext, { spec, order }: OverUse): void {
  const frame = frameOf(context, spec);
  if (!spec.frame || !frame) return;
  if (/FOLLOWING$/.test(frame.to))
    context.diagnostics.error(
      'window_arguments',
      spec.frame,
      'A stream has no rows that follow: end the window at CURRENT ROW.',
    );
  const [first] = order;
  if (frame.kind === 'RANGE' && first && isTemporal(first.type) && /^\d+ PRECEDING$/.test(frame.from))
    context.diagnostics.error(
      'type_mismatch',
      spec.frame,
      "RANGE over a time needs an INTERVAL, as INTERVAL '5' MINUTE PRECEDING. To count rows, write ROWS.",
    );
}

export function isTimeOrdered({ order }: OverUse): boolean {
  const [first] = order;
  return first?.kind === 'column' && (first.rowtime || first.column.proctime === true);
}

function checkOrdering(context: BindContext, use: OverUse): void {
  const { node, spec } = use;
  const [item, second] = spec.orderBy;
  if (isTimeOrdered(use)) {
    if (item?.descending)
      context.diagnostics.error(
        'window_not_time_attribute',
        item,
        'A stream comes in ascending order of time: remove DESC.',
      );
    if (second)
      context.diagnostics.error(
        'window_arguments',
        second,
        'A window over a stream is ordered by its time attribute alone.',
      );
    return;
  }
  // Flink 2 orders by any column, as long as the window begins with the first row.
  if (context.flinkVersion === '2.x' && item && isUnbounded(context, use)) return;
  context.diagnostics.error(
    'window_not_time_attribute',
    item ?? node,
    `${node.name} OVER needs ORDER BY a time attribute in a stream.`,
  );
}

function isUnbounded(context: BindContext, { spec }: OverUse): boolean {
  const frame = frameOf(context, spec);
  return !frame || (frame.from === 'UNBOUNDED PRECEDING' && frame.to === 'CURRENT ROW');
}
