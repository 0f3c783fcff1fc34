import type { BoundWindow } from '../bound-query';
import { APPEND, type Changes } from '../changelog/changes';
import type { TableSchema } from '../schema';
import type { ScopeColumn, ScopeRelation } from '../scope';

/** FROM with its names resolved. */
export interface BoundFrom {
  readonly relations: readonly ScopeRelation[];
  /** Columns that USING or NATURAL makes one of two. */
  readonly merged: readonly ScopeColumn[];
  /** Set when FROM is one table, or a window over one. */
  readonly table: TableSchema | null;
  readonly window: BoundWindow | null;
  /** Something in it was not understood or is wrong (reported), so its columns are not all known. */
  readonly opaque: boolean;
  readonly changes: Changes;
}

export const UNKNOWN_FROM: BoundFrom = {
  relations: [],
  merged: [],
  table: null,
  window: null,
  opaque: true,
  changes: APPEND,
};

export function fromRelation(relation: ScopeRelation, changes: Changes): BoundFrom {
  return { relations: [relation], merged: [], table: null, window: null, opaque: false, changes };
}
