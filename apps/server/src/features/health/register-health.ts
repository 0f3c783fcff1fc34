import { z } from 'zod';
import type { RegisterFeature } from '../feature';

/** `GET /internal/health`: the process answers in any case, `database` tells whether Postgres does. */
export const registerHealth: RegisterFeature = (router, deps) => {
  const startedAt = new Date().toISOString();
  router.add('GET /internal/health', z.unknown(), async () => {
    const database = await deps.catalog.context.pool
      .query('SELECT 1')
      .then(() => 'ok' as const)
      .catch(() => 'unavailable' as const);
    return { status: database === 'ok' ? 'ok' : 'degraded', database, pid: process.pid, startedAt };
  });
  return undefined;
};
