import { setTimeout as sleep } from 'node:timers/promises';
import { requireDeployment } from '../auth/authenticate';
import type { Principal } from '../auth/principal';
import { checkLeases } from '../commit/fence';
import type { CatalogContext } from '../context';
import { commitFailed, noSuchTable } from '../errors';
import { KeyedQueue } from '../keyed-queue';
import { inTransaction, type Queryable, reading } from '../store/database';
import { lockTables } from '../store/tables';

/** Milliseconds between looks at a turn that somebody else has. */
const lookEveryMs = 40;

export type Turn = { tableUuid: string; until: string; milliseconds: number };

/** Deployments that ask for a turn on one table stand in one line, first come, first served. */
export class TurnLine {
  readonly queue = new KeyedQueue();
}

/**
 * Rule 4: after two conflicts a deployment asks for a turn. Until it ends (with the holder's next commit, at the
 * latest after `limits.turnMs`) other commits on the table wait. 409 when the line did not move in time.
 */
export async function takeTurn(
  context: CatalogContext,
  principal: Principal,
  tableUuid: string,
): Promise<Turn> {
  const holder = requireDeployment(principal);
  const deadline = Date.now() + context.limits.turnWaitMs;
  return context.turnLine.queue.run([tableUuid], async () => {
    for (;;) {
      const turn = await inTransaction(context.pool, async (db) => {
        await requireTable(db, tableUuid);
        await checkLeases(db, holder, []);
        return grant(db, tableUuid, holder.deploymentId, context.limits.turnMs);
      });
      if (turn !== null) return turn;
      if (Date.now() > deadline)
        throw commitFailed('Other pipelines are taking their turns on this table; try again');
      await sleep(lookEveryMs);
    }
  });
}

/** The table's row is locked, so that no commit is between its check of the turn and its pointer. */
async function requireTable(db: Queryable, tableUuid: string): Promise<void> {
  if (!(await lockTables(db, [tableUuid])).has(tableUuid)) throw noSuchTable(tableUuid);
}

async function grant(
  db: Queryable,
  tableUuid: string,
  deploymentId: string,
  turnMs: number,
): Promise<Turn | null> {
  const result = await db.query<{ until: Date }>(
    `INSERT INTO catalog_turns (table_uuid, deployment_id, until)
     VALUES ($1, $2, clock_timestamp() + $3::int * interval '1 millisecond')
     ON CONFLICT (table_uuid) DO UPDATE SET deployment_id = EXCLUDED.deployment_id, until = EXCLUDED.until
       WHERE catalog_turns.until <= clock_timestamp()
     RETURNING until`,
    [tableUuid, deploymentId, turnMs],
  );
  const row = result.rows[0];
  return row === undefined ? null : { tableUuid, until: row.until.toISOString(), milliseconds: turnMs };
}

/** Called in the holder's commit: its turn ends with it. */
export async function endTurns(
  db: Queryable,
  tableUuids: readonly string[],
  principal: Principal,
): Promise<void> {
  if (principal.kind !== 'deployment') return;
  await db.query('DELETE FROM catalog_turns WHERE table_uuid = ANY($1::uuid[]) AND deployment_id = $2', [
    tableUuids,
    principal.deploymentId,
  ]);
}

/** True when a turn of somebody else is on. */
export function mustWait(turnOf: string | null, principal: Principal): boolean {
  return turnOf !== null && !(principal.kind === 'deployment' && principal.deploymentId === turnOf);
}

/** Waits until no other deployment has a turn on the tables; false when it took longer than `limits.turnWaitMs`. */
export async function waitForTurns(
  context: CatalogContext,
  principal: Principal,
  tableUuids: readonly string[],
  deadline: number,
): Promise<boolean> {
  while (Date.now() < deadline) {
    const result = await reading(() =>
      context.pool.query<{ turnOf: string }>(
        `SELECT deployment_id AS "turnOf" FROM catalog_turns
         WHERE table_uuid = ANY($1::uuid[]) AND until > clock_timestamp()`,
        [tableUuids],
      ),
    );
    if (!result.rows.some((row) => mustWait(row.turnOf, principal))) return true;
    await sleep(lookEveryMs);
  }
  return false;
}
