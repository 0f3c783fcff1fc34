import type { CatalogContext } from '../context';
import { reading } from '../store/database';

/** First key of the advisory locks of upkeep; no other part of Penstock uses it. */
const upkeepLock = 4_002;

/**
 * Runs a task unless another server is at it; answers null then. It only saves work: upkeep that runs twice at once is
 * correct as well, because commits and deletions check under the table's lock.
 */
export async function onOneServer<T>(
  context: CatalogContext,
  name: string,
  task: () => Promise<T>,
): Promise<T | null> {
  const client = await reading(() => context.pool.connect());
  // A connection that breaks while it is lent out gives the lock back by itself.
  let broken = false;
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    const got = await reading(() =>
      client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS got', [
        upkeepLock,
        name,
      ]),
    );
    if (got.rows[0]?.got !== true) return null;
    try {
      return await task();
    } finally {
      await client
        .query('SELECT pg_advisory_unlock($1, hashtext($2))', [upkeepLock, name])
        .catch(() => onError());
    }
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
