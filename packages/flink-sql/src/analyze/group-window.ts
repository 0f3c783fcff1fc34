import type { CallExpr } from '../tree/expression';
import * as t from '../types/constructors';
import { isTimestamp } from '../types/families';
import { formatType } from '../types/format-type';
import { withNullable } from '../types/sql-type';
import { bind } from './bind';
import type { Bound } from './bound';
import type { BindContext } from './context';
import { keyOf } from './key';
import { call as makeCall } from './make';
import { auxiliaryOf } from './window-names';

/** A legacy group window in GROUP BY. */
export interface GroupWindow {
  readonly node: CallExpr;
  readonly time: Bound | null;
  readonly key: string | null;
  readonly valid: boolean;
}

const INTERVALS: Readonly<Record<string, number>> = { TUMBLE: 1, HOP: 2, SESSION: 1 };

/** Binds TUMBLE(time, size), HOP(time, slide, size) or SESSION(time, gap). `onPlainColumn` reports a time that is no attribute. */
export function bindGroupWindow(
  context: BindContext,
  node: CallExpr,
  onPlainColumn: (time: Bound) => void,
): GroupWindow {
  const args = node.args.map((a) => bind({ ...context, windowFunction: null }, a));
  const [time] = args;
  const intervals = args.slice(1);
  const wanted = INTERVALS[node.name] ?? 1;
  const complete = args.every((a) => a !== null);
  let valid = complete;
  if (
    complete &&
    (intervals.length !== wanted || intervals.some((i) => i?.type.kind !== 'INTERVAL_SECOND'))
  ) {
    context.diagnostics.error(
      'window_arguments',
      node,
      `${node.name} takes a time attribute and ${wanted === 1 ? 'an INTERVAL' : 'two INTERVALs'} in seconds, minutes, hours or days.`,
    );
    valid = false;
  }
  if (time && !(time.kind === 'column' && (time.rowtime || time.column.proctime))) {
    if (isTimestamp(time.type)) onPlainColumn(time);
    else {
      context.diagnostics.error(
        'window_not_time_attribute',
        time.span,
        `${node.name} needs a time attribute, but this is ${formatType(time.type)}. Declare event_time on the pipeline and use its column.`,
      );
    }
    valid = false;
  }
  const key = complete ? args.map((a) => (a ? keyOf(a) : '')).join('|') : null;
  return { node, time: time ?? null, key, valid };
}

/** TUMBLE_START and the like beside GROUP BY with the same window. */
export function bindAuxiliary(
  context: BindContext,
  node: CallExpr,
  windows: readonly GroupWindow[],
): Bound | null {
  const auxiliary = auxiliaryOf(node.name);
  const candidates = windows.filter((w) => w.node.name === auxiliary?.window);
  if (!auxiliary || candidates.length === 0) return null;
  const args = node.args.map((a) => bind({ ...context, windowFunction: null }, a));
  const key = args.every((a) => a !== null) ? args.map((a) => (a ? keyOf(a) : '')).join('|') : null;
  const window = candidates.find((w) => w.key === key) ?? (key === null ? candidates[0] : undefined);
  if (!window) {
    context.diagnostics.error(
      'window_arguments',
      node,
      `${node.name} must be given the same time and intervals as ${auxiliary.window} in GROUP BY.`,
    );
    return null;
  }
  const isTime = auxiliary.part === 'ROWTIME' || auxiliary.part === 'PROCTIME';
  const type = isTime ? withNullable(window.time?.type ?? t.timestamp(3), false) : t.timestamp(3, false);
  return makeCall(node.name, [], type, node);
}
