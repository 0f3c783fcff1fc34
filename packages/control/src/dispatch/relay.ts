import type { Database } from '../db/client';
import { listen } from '../live/listener';
import { outboxChannel } from '../live/notify';
import { type Job, parseJob } from './jobs';
import { markPublished, type OutboxRow, takeUnpublished } from './outbox-repository';
import type { DispatchQueue } from './queue-backend';

export type Relay = {
  /** Publishes what is there now; answers how many rows were handled. */
  drain(): Promise<number>;
  close(): Promise<void>;
};

type RelayOptions = {
  database: Database;
  databaseUrl: string;
  queue: DispatchQueue;
  onError(error: unknown): void;
  /** Also without a wake-up the outbox is looked at this often (ms). */
  everyMs?: number;
};

const rowsPerTurn = 100;

/** Outbox → queue. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  let closed = false;
  let turn: Promise<void> | null = null;
  let again = false;

  function wake(): void {
    if (closed) return;
    if (turn) {
      again = true;
      return;
    }
    again = false;
    turn = drainOutbox(options.database, options.queue, options.onError)
      .then(() => undefined, options.onError)
      .finally(() => {
        turn = null;
        if (again) wake();
      });
  }

  const listener = await listen({
    databaseUrl: options.databaseUrl,
    channels: [outboxChannel],
    onMessage: wake,
    onReconnect: wake,
  });
  const timer = setInterval(wake, options.everyMs ?? 1_000);
  wake();
  return {
    drain: () => drainOutbox(options.database, options.queue, options.onError),
    async close() {
      closed = true;
      clearInterval(timer);
      await listener.close();
      await turn;
    },
  };
}

/**
 * Publishes unpublished rows, oldest first. A crash between publishing and marking publishes a row again: the job's id
 * makes it the same job, and a job that runs twice finds its command already carried out.
 */
export async function drainOutbox(
  database: Database,
  queue: DispatchQueue,
  onError: (error: unknown) => void,
): Promise<number> {
  let handled = 0;
  for (;;) {
    const count = await database.transaction(async (tx) => {
      const rows = await takeUnpublished(tx, rowsPerTurn);
      if (rows.length === 0) return 0;
      await queue.publish(rows.flatMap((row) => jobOf(row, onError)));
      await markPublished(
        tx,
        rows.map((row) => row.id),
      );
      return rows.length;
    });
    handled += count;
    if (count < rowsPerTurn) return handled;
  }
}

/** A row of a shape this version does not know must not hold up the others: reported, marked, and left to the reconcile. */
function jobOf(row: OutboxRow, onError: (error: unknown) => void): Job[] {
  try {
    return [parseJob(row.kind, row.payload)];
  } catch (error) {
    onError(error);
    return [];
  }
}
