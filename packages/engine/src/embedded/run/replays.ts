import { RecordBlock } from '../../records/record-block';
import type { ReplayFailure, ReplayRecord, Totals } from '../../types';
import type { BadRecord } from './batch';

/** Records of one replay commit: its property names each of them. */
const MOST_AT_ONCE = 100;

/** Set-aside records that wait to be put through once more. The driver hands over none that is under way. */
export class ReplayQueue {
  readonly #waiting: ReplayRecord[] = [];

  add(records: readonly ReplayRecord[]): void {
    this.#waiting.push(...records);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The oldest, as many as one commit may carry. */
  take(): ReplayRecord[] {
    return this.#waiting.splice(0, MOST_AT_ONCE);
  }
}

/** The records with the positions they had in Kafka, as one block. */
export function replayBlock(records: readonly ReplayRecord[]): RecordBlock {
  const block = new RecordBlock();
  for (const { topicId, kafkaTopic: topic, partition, offset, key, value, timestampMs } of records) {
    const from = block.count;
    const timestamp = timestampMs === null ? -1 : Number(timestampMs);
    block.push({ offset: BigInt(offset), timestamp, key, value });
    block.closeSegment({ topicId, topic, partition }, from);
  }
  return block;
}

/** What failed once more, and what is left to go on with. */
export function withoutBad(
  records: readonly ReplayRecord[],
  bad: readonly BadRecord[],
): { failures: ReplayFailure[]; rest: ReplayRecord[] } {
  const byIndex = new Map(bad.map((one) => [one.record, one]));
  const failures = records.flatMap(({ id }, index) => {
    const found = byIndex.get(index);
    return found === undefined ? [] : [failureOf(id, found)];
  });
  return { failures, rest: records.filter((_, index) => !byIndex.has(index)) };
}

function failureOf(id: string, { reason, column, sqlLine }: BadRecord): ReplayFailure {
  return {
    id,
    reason: reason.slice(0, 1000),
    ...(column === null ? {} : { column }),
    ...(sqlLine === null ? {} : { sqlLine }),
  };
}

/**
 * Replayed records are not set aside any more: in = out + filtered + set aside holds on. Those that were set aside before
 * these totals began (another table, say) count as read now.
 */
export function totalsAfterReplay(
  totals: Totals,
  replayed: { records: number; rows: bigint; filtered: number; bytesOut: bigint },
): Totals {
  const before = BigInt(totals.setAside);
  const records = BigInt(replayed.records);
  const known = records < before ? records : before;
  return {
    ...totals,
    in: String(BigInt(totals.in) + records - known),
    out: String(BigInt(totals.out) + replayed.rows),
    filtered: String(BigInt(totals.filtered) + BigInt(replayed.filtered)),
    setAside: String(before - known),
    bytesOut: String(BigInt(totals.bytesOut) + replayed.bytesOut),
  };
}
