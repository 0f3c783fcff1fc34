import type { Span } from '../text/span';
import type { Bound } from './bound';
import type { TableSchema } from './schema';
import type { OverUse } from './windows/over';

export interface OutputItem {
  readonly name: string;
  /** Null when it could not be bound (reported). */
  readonly expr: Bound | null;
  readonly span: Span;
}

export interface BoundWindow {
  /** GROUP BY TUMBLE(…), or a window table function in FROM. */
  readonly form: 'group' | 'table';
  readonly function: string;
  readonly timeColumn: string;
  readonly span: Span;
}

/** One SELECT over one table, with all names and types resolved. */
export interface BoundQuery {
  readonly table: TableSchema | null;
  readonly items: readonly OutputItem[];
  readonly where: Bound | null;
  /** A WHERE is there, although it may not have been understood. */
  readonly hasWhere: boolean;
  readonly groupBy: readonly Bound[] | null;
  readonly having: Bound | null;
  readonly aggregated: boolean;
  readonly distinct: boolean;
  readonly window: BoundWindow | null;
  /** What stands OVER a window. */
  readonly overs: readonly OverUse[];
}
