import {
  type Database,
  readLocalConnection,
  type SeedResult,
  seedProject,
  updateLocalConnections,
} from '@penstock/control/server';
import { readFolder } from './read-folder';

export type SeedEnv = {
  /** `PENSTOCK_KAFKA`: JSON of the launcher's Kafka, or of its message files. */
  kafka: string | undefined;
  /** `PENSTOCK_EXAMPLE_DIR`. */
  exampleDir: string | undefined;
};

const exampleSlug = 'shop-streams';

/** Brings the connection `local kafka` up to date and, when there is no project yet, imports and deploys the example. Safe to repeat. */
export async function seedExample(database: Database, env: SeedEnv): Promise<SeedResult> {
  const connection = readLocalConnection(env.kafka);
  if (connection) await updateLocalConnections(database, connection);
  if (env.exampleDir === undefined) return { seeded: false, deployed: [] };
  return await seedProject(database, {
    slug: exampleSlug,
    name: exampleSlug,
    files: await readFolder(env.exampleDir),
    connection,
  });
}
