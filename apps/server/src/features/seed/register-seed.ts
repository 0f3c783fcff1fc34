import { isPenstockError } from '@penstock/common';
import { openDatabase } from '@penstock/control/server';
import type { RegisterFeature } from '../feature';
import { seedExample } from './seed-example';

const retryMs = 2_000;

/** Seeds in the background: a database that is away is tried again, and the server answers meanwhile. */
export const registerSeed: RegisterFeature = (_router, { env, log }) => {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const database = openDatabase({
    databaseUrl: env.DATABASE_URL,
    applicationName: 'penstock-seed',
    poolSize: 1,
  });

  async function attempt(): Promise<void> {
    try {
      const result = await seedExample(database, {
        kafka: env.PENSTOCK_KAFKA,
        exampleDir: env.PENSTOCK_EXAMPLE_DIR,
      });
      if (result.seeded) log.info({ deployed: result.deployed }, 'the example project was imported');
      await database.close();
      closed = true;
    } catch (err) {
      const again = isPenstockError(err) && err.code === 'unavailable' && !closed;
      log.warn({ err }, again ? 'seeding waits for the database' : 'the example could not be imported');
      if (again) timer = setTimeout(() => (current = attempt()), retryMs);
    }
  }

  let current = attempt();
  return {
    async close() {
      if (timer) clearTimeout(timer);
      const wasClosed = closed;
      closed = true;
      await current;
      if (!wasClosed) await database.close().catch(() => undefined);
    },
  };
};
