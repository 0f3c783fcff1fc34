import type { StoredPosition, TableRef } from './iceberg/position';

/** What became of a commit attempt, judged by what the table holds afterwards and never by a status code (rule 4). */
export type CommitOutcome =
  | { kind: 'committed' }
  /** This epoch's position is another one: drop the batch and go on from it. */
  | { kind: 'moved'; stored: StoredPosition }
  | { kind: 'fenced'; message: string };

export type CommitPlan = {
  position: StoredPosition;
  /** Rows wait in the staging table; without rows the position is committed alone. */
  rows: bigint;
  /** The table that the position leaves, committed together with this one (rule 7); only without rows. */
  leaves?: { table: TableRef; position: StoredPosition } | null;
};

/** Facts of the last commit that are known only after it. */
export type CommitFacts = { snapshotId: string | null; addedBytes: bigint };

/**
 * Where rows and position land together. `open` must be called first and before the instance is locked; `commit` keeps
 * trying while the outcome is open and reports why through `waiting`.
 */
export interface Sink {
  /** Directories that the locked instance may use for this sink. */
  readonly directories: readonly string[];
  readonly tableUuid: string;
  stored(): Promise<StoredPosition | null>;
  commit(
    plan: CommitPlan,
    previous: StoredPosition | null,
    signal: AbortSignal,
    waiting: (reason: string | null) => void,
  ): Promise<CommitOutcome>;
  facts(): Promise<CommitFacts>;
}
