import type { Db } from '../db/client';
import { deploymentsOfProject } from '../deployments/deployment-repository';
import { projectWithHead } from '../drafts/project-with-head';
import { readProject } from '../projects/project-config';
import type { RevisionReader } from '../projects/revision-reader';
import { variablesOf } from '../projects/variables';
import { unnamedAmong, unnamedConnection } from './connection-config';
import { listConnections } from './connection-repository';

type Place = { id: string; name: string; projectId: string; variables: unknown };

/** Connection name → keys of the pipelines that read from it: as published, and as they run. */
export async function connectionUsers(
  db: Db,
  revisions: RevisionReader,
  place: Place,
): Promise<Map<string, Set<string>>> {
  const users = new Map<string, Set<string>>();
  const unnamed = unnamedAmong(await listConnections(db, place.id))?.name ?? null;
  const options = { environment: place.name, variables: variablesOf(place.variables) };
  const { head } = await projectWithHead(db, place.projectId);
  const records = await deploymentsOfProject(db, place.projectId, place.id);
  const running = records.filter((record) => record.desiredState === 'running');
  const deployed = new Map<string, Set<string>>();
  for (const { desiredRevisionId, pipeline } of running)
    deployed.set(desiredRevisionId, (deployed.get(desiredRevisionId) ?? new Set()).add(pipeline.key));
  for (const revisionId of new Set([head.id, ...deployed.keys()])) {
    const { pipelines } = readProject((await revisions.content(revisionId, db)).texts, options);
    for (const [key, { resolved }] of pipelines) {
      if (revisionId !== head.id && !deployed.get(revisionId)?.has(key)) continue;
      const name = resolved.connection === unnamedConnection ? unnamed : resolved.connection;
      if (name !== null) users.set(name, (users.get(name) ?? new Set()).add(key));
    }
  }
  return users;
}
