import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import { ensureActors } from '../auth/actor-repository';
import { copyLocalConnection } from '../connections/local-connections';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { ProjectView } from '../contracts/views';
import { textOf } from '../db/bytes';
import type { Database, Db } from '../db/client';
import { isUniqueViolation } from '../db/errors';
import { writeRevision } from '../publishing/revision-writer';
import { checkFolder } from './file-paths';
import { environmentNames } from './project-config';
import {
  createEnvironment,
  createProject,
  findProject,
  listProjects,
  type ProjectRecord,
} from './project-repository';
import { type RevisionReader, samplesFolder } from './revision-reader';
import { findRevision } from './revision-repository';
import { variablesOf } from './variables';

type ImportInput = { slug: string; name: string; files: Record<string, Uint8Array>; message: string };

export function createProjectService(
  database: Database,
  revisions: RevisionReader,
): ControlServices['projects'] {
  return {
    async list() {
      return (await listProjects(database.db)).flatMap((record) => viewOf(record) ?? []);
    },
    get: (projectId) => viewById(database.db, projectId),

    async importFolder(actor, input) {
      const projectId = await database.transaction((tx) => importProject(tx, actor, input));
      return await viewById(database.db, projectId);
    },

    async exportFolder(projectId, revisionId) {
      const head = (await findProject(database.db, projectId))?.headRevision;
      const id = revisionId ?? head?.id;
      const revision = id === undefined ? null : await findRevision(database.db, id);
      if (!revision || revision.projectId !== projectId)
        throw new PenstockError('not_found', 'This revision does not exist in the project.');
      return await revisions.all(revision.id);
    },
  };
}

/** Writes project, environments and revision 1 with the folder's bytes as they are. */
export async function importProject(tx: Db, actor: ActorRef, input: ImportInput): Promise<string> {
  const slug = input.slug.trim();
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug))
    throw new PenstockError(
      'bad_input',
      'The short name may have lower-case letters, digits and hyphens, at most 63.',
    );
  if (input.name.trim() === '') throw new PenstockError('bad_input', 'Give the project a name.');
  checkFolder(input.files);
  await ensureActors(tx);
  const id = randomUUID();
  try {
    await createProject(tx, { id, slug, name: input.name.trim(), createdBy: actor.id });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new PenstockError(
        'conflict',
        `A project with the short name "${slug}" exists already. Choose another one.`,
        { cause: error },
      );
    throw error;
  }
  const { texts, bytes } = split(input.files);
  for (const name of environmentNames(texts))
    await createEnvironment(tx, { id: randomUUID(), projectId: id, name, createdBy: actor.id });
  await copyLocalConnection(tx, id, actor.id);
  const written = await writeRevision(tx, {
    actor,
    projectId: id,
    parent: null,
    message: input.message,
    texts,
    stored: [],
    bytes,
  });
  await writeAudit(tx, {
    actor,
    projectId: id,
    action: 'project.import',
    resourceKind: 'project',
    resourceId: id,
    detail: { files: Object.keys(input.files).length, pipelines: written.pipelines.length },
  });
  return id;
}

function split(files: Record<string, Uint8Array>): {
  texts: Record<string, string>;
  bytes: Map<string, Uint8Array>;
} {
  const texts: [string, string][] = [];
  const bytes = new Map<string, Uint8Array>();
  for (const [path, content] of Object.entries(files)) {
    const text = path.startsWith(samplesFolder) ? null : textOf(content);
    if (text === null) bytes.set(path, content);
    else texts.push([path, text]);
  }
  return { texts: Object.fromEntries(texts), bytes };
}

async function viewById(db: Db, projectId: string): Promise<ProjectView> {
  const record = await findProject(db, projectId);
  const view = record ? viewOf(record) : null;
  if (!view)
    throw new PenstockError('not_found', 'This project does not exist. Go back to the list of projects.');
  return view;
}

function viewOf(record: ProjectRecord): ProjectView | null {
  if (!record.headRevision) return null;
  return {
    id: record.id,
    slug: record.slug,
    name: record.name,
    headRevision: record.headRevision,
    environments: record.environments.map(({ id, name, variables }) => ({
      id,
      name,
      variables: variablesOf(variables),
    })),
  };
}
