import { setTimeout as delay } from 'node:timers/promises';
import type { RunReport } from '../../types';
import { NO_TOTALS, type StoredPosition } from '../sink/iceberg/position';
import type { CommitFacts, Sink } from '../sink/sink';
import type { Reader } from './reader';

/** A stop waits so long for what the last commit made of the table. */
const LAST_ANSWER_MS = 5000;

/** What a run knows of itself, as a report. Totals come from committed positions only (invariant I10). */
export class Progress {
  phase: RunReport['phase'] = 'starting';
  snapshotId: string | null = null;
  batchMs: number | null = null;
  #stored: StoredPosition | null = null;
  #reader: Reader | null = null;
  #waitingFor: string | null = null;
  #lastCommitAt: string | null = null;
  #commitMs: number | null = null;
  #freshnessMs: number | null = null;
  #bytesOut = 0n;
  #learning: Promise<void> = Promise.resolve();
  #asked = 0;
  #answered = 0;

  begin(stored: StoredPosition, reader: Reader): void {
    this.#stored = stored;
    this.#reader = reader;
    if (this.phase === 'starting') this.phase = 'running';
  }

  committed(position: StoredPosition, commitMs: number, newestTimestamp: number): void {
    this.#stored = position;
    this.#commitMs = commitMs;
    this.#lastCommitAt = new Date().toISOString();
    this.#freshnessMs = newestTimestamp < 0 ? null : Math.max(0, Date.now() - newestTimestamp);
  }

  /** Asks the table what a commit of rows made of it. The run goes on meanwhile; one question at a time. */
  learnFrom(sink: Pick<Sink, 'facts'>): void {
    const question = ++this.#asked;
    this.#learning = this.#learning
      .then(() => sink.facts())
      .then((facts: CommitFacts) => {
        this.snapshotId = facts.snapshotId;
        this.#bytesOut += facts.addedBytes;
        this.#answered = question;
      })
      .catch(() => {});
  }

  /** The table's snapshot after the last commit; null when the catalog did not say it in time, never an older one. */
  async knownSnapshot(): Promise<string | null> {
    await Promise.race([this.#learning, delay(LAST_ANSWER_MS, undefined, { ref: false })]);
    return this.#answered === this.#asked ? this.snapshotId : null;
  }

  /** Bytes of files that the totals do not hold yet: known after a commit, so counted with the next one. */
  takeBytesOut(): bigint {
    const bytes = this.#bytesOut;
    this.#bytesOut = 0n;
    return bytes;
  }

  /** True when that changed what a report says. */
  wait(reason: string | null): boolean {
    const changed = this.#waitingFor !== reason;
    this.#waitingFor = reason;
    return changed;
  }

  report(): RunReport {
    const { lag, lagByPartition } = this.#lag();
    return {
      at: new Date().toISOString(),
      phase: this.#waitingFor !== null && this.phase !== 'draining' ? 'waiting' : this.phase,
      ...(this.#waitingFor === null ? {} : { waitingFor: this.#waitingFor }),
      totals: this.#stored?.totals ?? NO_TOTALS,
      lag,
      lagByPartition,
      seq: this.#stored?.seq ?? '0',
      snapshotId: this.snapshotId,
      lastCommitAt: this.#lastCommitAt,
      freshnessMs: this.#freshnessMs,
      batchMs: this.batchMs,
      commitMs: this.#commitMs,
      memoryMb: Math.round(process.memoryUsage.rss() / 1048576),
    };
  }

  #lag(): { lag: string | null; lagByPartition: Record<string, string> } {
    const ends = this.#reader?.ends;
    const lagByPartition: Record<string, string> = {};
    if (ends === undefined || ends.size === 0) return { lag: null, lagByPartition };
    const committed = new Map(this.#stored?.next.map((p) => [p.partition, BigInt(p.offset)]));
    let sum = 0n;
    for (const [partition, end] of ends) {
      const behind = end - (committed.get(partition) ?? end);
      lagByPartition[String(partition)] = String(behind < 0n ? 0n : behind);
      if (behind > 0n) sum += behind;
    }
    return { lag: String(sum), lagByPartition };
  }
}
