import type { RecordBlock } from '../../records/record-block';
import type { PartitionPosition, StartPosition } from '../../types';

/** Next offset to read per partition of one topic incarnation. */
export type Positions = { topicId: string; next: Map<number, bigint> };

export type SourceTopic = {
  topic: string;
  topicId: string;
  partitions: number[];
  /** What offsets count here: positions of one kind mean nothing to the other. */
  kind: 'kafka' | 'files';
};

export type FetchResult = {
  /** Positions after the fetched records; only partitions that moved. */
  moved: Map<number, bigint>;
  /** The end of each partition as seen with this fetch. */
  ends: Map<number, bigint>;
  /** Why some partition gave nothing though asking again soon may help, e.g. its leader is moving. */
  hindered: string | null;
};

/**
 * What a fetch brought, not yet in any block. `appendTo` is synchronous, so that records and the positions behind them
 * reach the caller in one step, and nobody can take a block that has one without the other. When it throws, the caller
 * rewinds the block.
 */
export type Fetched = { appendTo(block: RecordBlock): FetchResult };

export type FetchBudget = { maxBytes: number; maxWaitMs: number };

/**
 * Assigned partitions and offsets in, raw records out. No group assignment: the lease decides who reads. Methods throw
 * PenstockError: `unavailable` when waiting may help, `blocked` when a person has to decide.
 */
export interface Source {
  /** Asks anew. Throws `not_found`, `unavailable`. */
  describe(): Promise<SourceTopic>;
  /** First offset of every partition for a start choice (rule 2). */
  resolveStart(start: StartPosition): Promise<PartitionPosition[]>;
  /** First offset that still exists, for a partition that the committed position does not know. */
  beginning(partition: number): Promise<bigint>;
  /** Reads from the positions on; waits up to the budget's time when there is nothing. */
  fetch(positions: Positions, budget: FetchBudget): Promise<Fetched>;
  /** For lag tools only; errors are the caller's to ignore. */
  publish(positions: Positions): Promise<void>;
  close(): Promise<void>;
}
