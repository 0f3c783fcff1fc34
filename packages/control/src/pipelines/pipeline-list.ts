import type { ActorRef } from '../contracts/services';
import type { PipelineRow } from '../contracts/views';
import type { Db } from '../db/client';
import { deploymentsOfProject } from '../deployments/deployment-repository';
import { deploymentViews } from '../deployments/deployment-views';
import { findDraft } from '../drafts/draft-repository';
import { projectWithHead } from '../drafts/draft-service';
import { minuteSparks } from '../metrics/metric-repository';
import { draftEnvironment } from '../projects/draft-environment';
import { type ProjectReading, readProject } from '../projects/project-config';
import type { RevisionReader } from '../projects/revision-reader';
import { lastChanges, revisionPipelines } from '../projects/revision-repository';
import { withChanges } from '../projects/texts';
import { latestVersionNumbers } from './pipeline-repository';

const sparkMinutes = 15;

/** The pipelines of the head together with those that the actor's draft adds, in the order of the file. */
export async function listPipelines(
  db: Db,
  revisions: RevisionReader,
  actor: ActorRef,
  projectId: string,
  environmentId: string,
): Promise<PipelineRow[]> {
  const { head } = await projectWithHead(db, projectId);
  const [former, draft, records, changes] = await Promise.all([
    revisionPipelines(db, head.id),
    findDraft(db, projectId, actor.id),
    deploymentsOfProject(db, projectId, environmentId),
    lastChanges(db, projectId, head.id),
  ]);
  const base = (await revisions.content(draft?.baseRevisionId ?? head.id)).texts;
  const options = await draftEnvironment(db, projectId);
  const mine = readProject(draft ? withChanges(base, draft.changes) : base, options);
  const published = readProject((await revisions.content(head.id)).texts, options);
  const ids = former.map((row) => row.pipelineId);
  const [views, sparks, latest] = await Promise.all([
    deploymentViews(db, records),
    minuteSparks(
      db,
      records.map((record) => record.id),
      sparkMinutes,
    ),
    latestVersionNumbers(db, ids),
  ]);
  const byPipeline = new Map(records.map((record) => [record.pipelineId, record]));
  const rows = former.map((row): PipelineRow => {
    const change = changes.find((one) => one.pipelineId === row.pipelineId);
    const record = byPipeline.get(row.pipelineId);
    return {
      id: row.pipelineId,
      ...shown(row.key, mine, published),
      inDraft: mine.pipelines.has(row.key),
      draftDiffers: draft !== null && mine.pipelines.get(row.key)?.contentHash !== row.contentHash,
      latestVersion: latest.get(row.pipelineId) ?? row.versionNumber,
      deployment: record ? (views.get(record.id) ?? null) : null,
      spark: record ? (sparks.get(record.id) ?? emptySpark()) : emptySpark(),
      changedBy: change?.by ?? '',
      changedAt: change?.at.toISOString() ?? '',
    };
  });
  return [
    ...rows,
    ...onlyInDraft(mine, new Set(former.map((row) => row.key)), actor, draft?.updatedAt ?? new Date()),
  ];
}

function onlyInDraft(
  mine: ProjectReading,
  published: ReadonlySet<string>,
  actor: ActorRef,
  at: Date,
): PipelineRow[] {
  return [...mine.pipelines.keys()]
    .filter((key) => !published.has(key))
    .map((key) => ({
      id: null,
      ...shown(key, mine, mine),
      inDraft: true,
      draftDiffers: true,
      latestVersion: null,
      deployment: null,
      spark: emptySpark(),
      changedBy: actor.name,
      changedAt: at.toISOString(),
    }));
}

function shown(
  key: string,
  mine: ProjectReading,
  published: ProjectReading,
): Pick<PipelineRow, 'key' | 'kafkaTopic' | 'table' | 'enabled' | 'valid'> {
  const reading = mine.pipelines.get(key) ?? published.pipelines.get(key);
  return {
    key,
    kafkaTopic: reading?.resolved.kafkaTopic ?? key,
    table: reading?.resolved.sink.table ?? '',
    enabled: reading?.resolved.enabled ?? false,
    valid: reading?.valid ?? false,
  };
}

function emptySpark(): null[] {
  return Array.from({ length: sparkMinutes }, () => null);
}
