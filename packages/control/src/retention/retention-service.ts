import type { Database, Db } from '../db/client';
import { tryLockInTransaction } from '../db/locks';
import { type RetentionLimits, retentionLimits } from './retention-limits';
import * as repository from './retention-repository';

export type Retention = { close(): Promise<void> };

type Step = { what: string; run(db: Db): Promise<number> };

/** Deletes what is older or more than the limits allow; answers how many rows went, by kind. One server at a time does it. */
export async function applyRetention(
  database: Database,
  limits: RetentionLimits = retentionLimits,
): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const step of stepsOf(limits)) {
    deleted[step.what] = await untilDone(database, step, limits.rowsPerStatement);
  }
  return deleted;
}

/** A statement that deleted its full number of rows left some: without the repeat a fast topic would outgrow the limit. */
async function untilDone(database: Database, step: Step, rowsPerStatement: number): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await database.transaction(async (tx) =>
      (await tryLockInTransaction(tx, 'retention')) ? await step.run(tx) : 0,
    );
    total += deleted;
    if (deleted < rowsPerStatement) return total;
  }
}

function stepsOf(limits: RetentionLimits): Step[] {
  const rows = limits.rowsPerStatement;
  const metrics = Object.entries(limits.metricDays).map(
    ([resolution, days]): Step => ({
      what: `metrics${resolution}`,
      run: (db) => repository.deleteOldMetrics(db, Number(resolution), days, rows),
    }),
  );
  return [
    ...metrics,
    { what: 'setAsideOld', run: (db) => repository.deleteOldSetAside(db, limits.setAside.days, rows) },
    {
      what: 'setAsideExcess',
      run: (db) =>
        repository.deleteExcessSetAside(
          db,
          limits.setAside.rowsPerDeployment,
          limits.setAside.bytesPerDeployment,
          rows,
        ),
    },
    {
      what: 'runEvents',
      run: (db) =>
        repository.deleteOldRunEvents(db, limits.runEvents.days, limits.runEvents.rowsPerDeployment, rows),
    },
    { what: 'runs', run: (db) => repository.deleteOldRuns(db, limits.runs.days, rows) },
    {
      what: 'restorePoints',
      run: (db) =>
        repository.deleteOldRestorePoints(
          db,
          limits.restorePoints.days,
          limits.restorePoints.keepPerDeployment,
          rows,
        ),
    },
    { what: 'outbox', run: (db) => repository.deletePublishedOutbox(db, limits.publishedOutboxDays, rows) },
    {
      what: 'samples',
      run: (db) => repository.deleteSamplesOfDeleted(db, limits.samplesOfDeletedDays, rows),
    },
    { what: 'runners', run: (db) => repository.deleteSilentRunners(db, limits.silentRunnerDays) },
  ];
}

/** Runs retention at once and then again and again; a failure waits for the next time. */
export function startRetention(
  database: Database,
  onError: (error: unknown) => void,
  limits: RetentionLimits = retentionLimits,
): Retention {
  let running: Promise<void> | null = null;
  const turn = () => {
    running ??= applyRetention(database, limits)
      .then(() => undefined, onError)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(turn, limits.everyMs);
  turn();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
