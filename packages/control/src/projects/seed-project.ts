import { randomUUID } from 'node:crypto';
import { ensureActors, localUser } from '../auth/actor-repository';
import { type ConnectionConfig, localConnectionName } from '../connections/connection-config';
import { upsertConnection } from '../connections/connection-repository';
import type { Database, Db } from '../db/client';
import { fromDatabaseError } from '../db/errors';
import { lockInTransaction } from '../db/locks';
import { announce } from '../deployments/deployment-commands';
import { createDeployment } from '../deployments/deployment-repository';
import { engineRefusals } from '../deployments/engine-refusals';
import type { EngineRefusals } from '../deployments/plan-context';
import { readProject } from './project-config';
import { countProjects, findProject } from './project-repository';
import { importProject } from './project-service';
import { createRevisionReader } from './revision-reader';
import { revisionPipelines } from './revision-repository';

export type SeedInput = {
  slug: string;
  name: string;
  files: Record<string, Uint8Array>;
  /** The launcher's Kafka or message files; without it nothing is deployed, because nothing could be read. */
  connection: ConnectionConfig | null;
  refusals?: EngineRefusals;
};
export type SeedResult = { seeded: boolean; deployed: string[] };

/**
 * Fills an empty database with one project and deploys its pipelines from the start of their topics. All in one
 * transaction under a lock: two servers that start at once seed once, and a crash in between leaves nothing.
 */
export async function seedProject(database: Database, input: SeedInput): Promise<SeedResult> {
  try {
    return await database.transaction(async (tx) => {
      await lockInTransaction(tx, 'seed');
      if ((await countProjects(tx)) > 0) return { seeded: false, deployed: [] };
      await ensureActors(tx);
      const projectId = await importProject(tx, localUser, {
        slug: input.slug,
        name: input.name,
        files: input.files,
        message: 'Import the example',
      });
      const deployed = input.connection
        ? await deployAll(tx, projectId, input.connection, input.refusals ?? engineRefusals)
        : [];
      return { seeded: true, deployed };
    });
  } catch (error) {
    throw fromDatabaseError(error);
  }
}

async function deployAll(
  tx: Db,
  projectId: string,
  connection: ConnectionConfig,
  refusals: EngineRefusals,
): Promise<string[]> {
  const project = await findProject(tx, projectId);
  const environment = project?.environments.find((one) => one.name === 'local') ?? project?.environments[0];
  const head = project?.headRevision;
  if (!environment || !head) return [];
  await upsertConnection(tx, {
    id: randomUUID(),
    projectId,
    environmentId: environment.id,
    name: localConnectionName,
    kind: connection.kind,
    config: connection,
    createdBy: localUser.id,
  });
  const { texts } = await createRevisionReader(tx).content(head.id);
  const { pipelines } = readProject(texts, { environment: environment.name });
  const deployed: string[] = [];
  for (const row of await revisionPipelines(tx, head.id)) {
    const resolved = pipelines.get(row.key)?.resolved;
    if (!row.valid || !resolved?.enabled || refusals(resolved).length > 0) continue;
    const id = randomUUID();
    const desired = {
      state: 'running' as const,
      versionId: row.versionId,
      revisionId: head.id,
      start: { kind: 'earliest' },
    };
    await createDeployment(tx, {
      id,
      projectId,
      pipelineId: row.pipelineId,
      environmentId: environment.id,
      createdBy: localUser.id,
      desired,
    });
    await announce(
      tx,
      { id, projectId, generation: 1 },
      {
        actor: localUser,
        action: 'deploy',
        desired,
        message: `v${row.versionNumber} deployed with the example`,
      },
    );
    deployed.push(row.key);
  }
  return deployed;
}
