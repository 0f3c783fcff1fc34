import {
  countUnpublished,
  openDatabase,
  openDispatchQueue,
  startRelay,
  startRetention,
} from '@penstock/control/server';
import { z } from 'zod';
import type { RegisterFeature } from '../feature';

const relayEveryMs = 1_000;
const poolSize = 3;

/**
 * Outbox → queue, and retention. Both find their work in Postgres again and again, so that nothing is lost when the
 * queue, the database or this process was away. `GET /internal/dispatch` tells how many commands wait to be delivered.
 */
export const registerDispatch: RegisterFeature = async (router, { env, log }) => {
  const onConnectionError = (err: Error) => log.warn({ err }, 'a database connection was lost');
  const database = openDatabase({
    databaseUrl: env.DATABASE_URL,
    applicationName: 'penstock-dispatch',
    poolSize,
    onConnectionError,
  });
  const queue = openDispatchQueue({
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    onError: (err) => log.warn({ err }, 'the queue has a problem'),
  });
  const relay = await startRelay({
    database,
    databaseUrl: env.DATABASE_URL,
    queue,
    everyMs: relayEveryMs,
    onError: (err) => log.warn({ err }, 'commands wait in the outbox'),
  });
  const retention = startRetention(database, (err) => log.warn({ err }, 'retention could not run'));
  router.add('GET /internal/dispatch', z.unknown(), async () => ({
    backend: env.REDIS_URL ? 'redis' : 'postgres',
    waiting: await countUnpublished(database.db),
  }));
  return {
    async close() {
      await retention.close();
      await relay.close();
      await queue.close();
      await database.close();
    },
  };
};
