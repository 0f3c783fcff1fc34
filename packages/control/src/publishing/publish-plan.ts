import type { ResolveOptions } from '@penstock/config-schema';
import type { PublishPlan } from '../contracts/views';
import { partOf } from '../projects/file-part';
import { type PipelineReading, readProject } from '../projects/project-config';
import type { RevisionContent } from '../projects/revision-reader';
import type { RevisionPipelineRecord } from '../projects/revision-repository';
import { changesBetween } from '../projects/texts';
import type { Candidate } from './candidate';
import { identifyPipelines } from './pipeline-identity';

type PlanInput = {
  baseRevisionId: string;
  headMoved: boolean;
  head: RevisionContent;
  former: readonly RevisionPipelineRecord[];
  candidate: Candidate;
  renames: Readonly<Record<string, string>>;
  environment: ResolveOptions;
  /** Version number that this content of a pipeline has already; null when it would be a new version. */
  knownVersion(pipelineId: string, contentHash: string): number | null;
  nextVersion(pipelineId: string): number;
};

/** What publishing would do, per pipeline and per file. */
export function publishPlan(input: PlanInput): PublishPlan {
  const before = readProject(input.head.texts, input.environment);
  const after = readProject(input.candidate.texts, input.environment);
  const identities = identifyPipelines(input.former, [...after.pipelines.values()], input.renames);
  const pipelines: PublishPlan['pipelines'] = [];
  const isPipeline = (key: string) => before.pipelines.has(key) || after.pipelines.has(key);
  const files = fileChanges(input.head, input.candidate, isPipeline);
  const withFiles = new Set(files.map((file) => file.pipeline));
  for (const { reading, pipelineId, formerKey } of identities.present) {
    const former = input.former.find((row) => row.pipelineId === pipelineId);
    const isRenamed = formerKey !== null && formerKey !== reading.key;
    if (former && !isRenamed && former.contentHash === reading.contentHash) {
      if (withFiles.has(reading.key)) pipelines.push(onlyFiles(former, reading));
      continue;
    }
    pipelines.push({
      key: reading.key,
      change: pipelineId === null ? 'added' : isRenamed ? 'renamed' : 'changed',
      fromVersion: former?.versionNumber ?? null,
      toVersion:
        pipelineId === null
          ? 1
          : (input.knownVersion(pipelineId, reading.contentHash) ?? input.nextVersion(pipelineId)),
      ...textsOf(formerKey === null ? undefined : before.pipelines.get(formerKey), reading),
      diagnostics: reading.diagnostics,
    });
  }
  for (const former of input.former.filter((row) => identities.deleted.includes(row.pipelineId))) {
    pipelines.push({
      key: former.key,
      change: 'deleted',
      fromVersion: former.versionNumber,
      toVersion: null,
      ...textsOf(before.pipelines.get(former.key), undefined),
      diagnostics: [],
    });
  }
  return {
    baseRevisionId: input.baseRevisionId,
    headMoved: input.headMoved,
    conflicts: input.candidate.conflicts,
    pipelines,
    files,
    suggestedMessage: suggestMessage(pipelines),
  };
}

/** The definition stays as it is, so nothing of it can be wrong anew and no version comes of it. */
function onlyFiles(
  former: RevisionPipelineRecord,
  reading: PipelineReading,
): PublishPlan['pipelines'][number] {
  return {
    key: reading.key,
    change: 'files',
    fromVersion: former.versionNumber,
    toVersion: former.versionNumber,
    ...textsOf(reading, reading),
    diagnostics: [],
  };
}

function textsOf(before: PipelineReading | undefined, after: PipelineReading | undefined) {
  return {
    sqlBefore: before?.sql ?? null,
    sqlAfter: after?.sql ?? null,
    entryBefore: before?.entry ?? null,
    entryAfter: after?.entry ?? null,
  };
}

function fileChanges(
  head: RevisionContent,
  candidate: Candidate,
  isPipeline: (key: string) => boolean,
): PublishPlan['files'] {
  const known = new Set(head.files.map((file) => file.path));
  const kept = new Set(candidate.stored.map((file) => file.path));
  const deleted = head.files
    .filter((file) => !Object.hasOwn(candidate.texts, file.path) && !kept.has(file.path))
    .map((file) => file.path);
  const changed = [...changesBetween(head.texts, candidate.texts)].flatMap(([path, text]) =>
    text === null ? [] : [{ path, change: known.has(path) ? ('changed' as const) : ('added' as const) }],
  );
  return [...changed, ...deleted.map((path) => ({ path, change: 'deleted' as const }))]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => {
      const owner = partOf(file.path);
      if (owner.part === 'definition') return { ...file, part: owner.part, pipeline: null };
      const key = owner.part === 'pipeline' && isPipeline(owner.key) ? owner.key : null;
      return { ...file, part: key === null ? 'project' : 'pipeline', pipeline: key };
    });
}

function suggestMessage(pipelines: PublishPlan['pipelines']): string {
  const words = {
    added: 'Add',
    changed: 'Change',
    deleted: 'Delete',
    renamed: 'Rename',
    files: 'Change samples and tests of',
  } as const;
  const [first, ...rest] = pipelines;
  if (!first) return 'Change project files';
  if (rest.length === 0) return `${words[first.change]} ${first.key}`;
  const kinds = new Set(pipelines.map((pipeline) => pipeline.change));
  const verb = kinds.size === 1 && first.change !== 'files' ? words[first.change] : 'Change';
  return rest.length === 1 && rest[0]
    ? `${verb} ${first.key} and ${rest[0].key}`
    : `${verb} ${first.key} and ${rest.length} more pipelines`;
}
