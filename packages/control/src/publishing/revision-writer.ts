import { randomUUID } from 'node:crypto';
import type { ActorRef } from '../contracts/services';
import { sha256, toBytes } from '../db/bytes';
import type { Db } from '../db/client';
import { notifyLive } from '../live/notify';
import {
  createPipeline,
  markDeleted,
  renamePipeline,
  versionForContent,
} from '../pipelines/pipeline-repository';
import { draftEnvironment } from '../projects/draft-environment';
import { type PipelineReading, readProject } from '../projects/project-config';
import { setHead } from '../projects/project-repository';
import {
  addRevisionPipelines,
  createRevision,
  type FileRef,
  type RevisionPipelineRecord,
  writeBlobs,
} from '../projects/revision-repository';
import { type Identity, identifyPipelines } from './pipeline-identity';

export type NewRevision = {
  actor: ActorRef;
  projectId: string;
  /** The head it is built on; null for revision 1. */
  parent: { id: string; number: number; pipelines: readonly RevisionPipelineRecord[] } | null;
  message: string;
  /** Text files by path. */
  texts: Record<string, string>;
  /** Files whose content is stored already: binary ones and untouched samples. */
  stored: readonly FileRef[];
  /** New contents that are not text: path → bytes. */
  bytes?: ReadonlyMap<string, Uint8Array>;
  /** New key → former key, where the user said so. */
  renames?: Readonly<Record<string, string>>;
};

export type WrittenPipeline = {
  key: string;
  pipelineId: string;
  versionId: string;
  number: number;
  isNew: boolean;
  valid: boolean;
};
export type WrittenRevision = { revisionId: string; number: number; pipelines: WrittenPipeline[] };

/** Writes an immutable revision, its versions, and moves the head onto it. The caller holds the project's lock. */
export async function writeRevision(tx: Db, input: NewRevision): Promise<WrittenRevision> {
  const revisionId = randomUUID();
  const number = (input.parent?.number ?? 0) + 1;
  const files = await storeFiles(tx, input);
  await createRevision(
    tx,
    {
      id: revisionId,
      projectId: input.projectId,
      number,
      parentId: input.parent?.id ?? null,
      authorId: input.actor.id,
      message: input.message,
      contentHash: sha256(files.map((file) => `${file.path}\0${file.hash}\n`).join('')),
    },
    files,
  );
  const pipelines = await writePipelines(tx, input);
  await addRevisionPipelines(
    tx,
    revisionId,
    pipelines.map(({ pipelineId, versionId, key, valid }) => ({ pipelineId, versionId, key, valid })),
  );
  await setHead(tx, input.projectId, revisionId);
  await notifyLive(tx, { projectId: input.projectId });
  return { revisionId, number, pipelines };
}

async function storeFiles(tx: Db, input: NewRevision): Promise<FileRef[]> {
  const blobs = new Map<string, Uint8Array<ArrayBuffer>>();
  const files = new Map(input.stored.map((file) => [file.path, file.hash]));
  const contents: [string, string | Uint8Array][] = [...Object.entries(input.texts), ...(input.bytes ?? [])];
  for (const [path, content] of contents) {
    const bytes = toBytes(content);
    const hash = sha256(bytes);
    blobs.set(hash, bytes);
    files.set(path, hash);
  }
  await writeBlobs(tx, blobs);
  return [...files].map(([path, hash]) => ({ path, hash })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function writePipelines(tx: Db, input: NewRevision): Promise<WrittenPipeline[]> {
  const reading = readProject(input.texts, await draftEnvironment(tx, input.projectId));
  const identities = identifyPipelines(
    input.parent?.pipelines ?? [],
    [...reading.pipelines.values()],
    input.renames ?? {},
  );
  for (const pipelineId of identities.deleted) await markDeleted(tx, pipelineId);
  const written: WrittenPipeline[] = [];
  for (const identity of identities.present) {
    const pipelineId = await ensurePipeline(tx, input, identity);
    written.push(await ensureVersion(tx, input, pipelineId, identity.reading));
  }
  return written;
}

async function ensurePipeline(tx: Db, input: NewRevision, identity: Identity): Promise<string> {
  if (identity.pipelineId === null) {
    const id = randomUUID();
    await createPipeline(tx, {
      id,
      projectId: input.projectId,
      key: identity.reading.key,
      createdBy: input.actor.id,
    });
    return id;
  }
  if (identity.formerKey !== identity.reading.key)
    await renamePipeline(tx, identity.pipelineId, identity.reading.key);
  return identity.pipelineId;
}

async function ensureVersion(
  tx: Db,
  input: NewRevision,
  pipelineId: string,
  reading: PipelineReading,
): Promise<WrittenPipeline> {
  const version = await versionForContent(tx, {
    id: randomUUID(),
    projectId: input.projectId,
    pipelineId,
    contentHash: reading.contentHash,
    definition: reading.definition,
    createdBy: input.actor.id,
  });
  return {
    key: reading.key,
    pipelineId,
    versionId: version.id,
    number: version.number,
    isNew: version.isNew,
    valid: reading.valid,
  };
}
