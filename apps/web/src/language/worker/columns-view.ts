import { type ColumnPosition, formatDuration, type ResolvedSource } from '@penstock/config-schema';
import type { ColumnView } from '../protocol';

/** Columns as they are written, also those whose type cannot be read: the screen must show what the file says. */
export function authoredColumns(topics: string, positions: readonly ColumnPosition[]): ColumnView[] {
  return positions.map((position) => ({
    name: unquoted(topics.slice(position.name.start, position.name.end)),
    type: position.typeText,
  }));
}

function unquoted(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== '"' && quote !== "'") || !text.endsWith(quote)) return text;
  return quote === "'" ? text.slice(1, -1).replaceAll("''", "'") : jsonText(text);
}

function jsonText(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** Name of the computed time attribute of an entry that only names a BIGINT column. */
const IMPLICIT_NAME = 'event_time';

export type EventTimeView = { column: string | null; expression: string | null; delay: string };

/**
 * Event time as its author wrote it: `column: timestamp_ms` over a BIGINT resolves to a computed column, but the screen
 * speaks of timestamp_ms.
 */
export function eventTimeView({ eventTime, columns }: ResolvedSource): EventTimeView | null {
  if (eventTime === undefined) return null;
  const { column, expression } = eventTime;
  const delay = formatDuration(eventTime.watermarkDelayMs);
  const inner = /^TO_TIMESTAMP_LTZ\(`?([^`]+?)`?, 3\)$/.exec(expression ?? '')?.[1];
  const isImplicit =
    column === IMPLICIT_NAME && columns.some((one) => one.name === inner && one.type.kind === 'BIGINT');
  return isImplicit && inner !== undefined
    ? { column: inner, expression: null, delay }
    : { column, expression: expression ?? null, delay };
}
