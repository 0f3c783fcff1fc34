import type { ProjectFiles } from '@penstock/config-schema';
import { type MergeConflict, mergeFiles, pickPipelines } from '../projects/project-config';
import type { RevisionContent } from '../projects/revision-reader';
import { samplesFolder } from '../projects/revision-reader';
import type { FileRef } from '../projects/revision-repository';
import { withChanges } from '../projects/texts';

/** What a publish would make of the project, and what of the draft would stay behind. */
export type Candidate = {
  /** Text files of the new revision. */
  texts: ProjectFiles;
  stored: FileRef[];
  conflicts: MergeConflict[];
};

type CandidateInput = {
  base: RevisionContent;
  head: RevisionContent;
  /** The draft's changes over the base. */
  changes: ReadonlyMap<string, string | null>;
  /** Publish these pipelines alone; all changes when absent. */
  pipelineKeys?: readonly string[] | undefined;
  renames?: Readonly<Record<string, string>> | undefined;
};

/** Lays the draft's changes (or those of some pipelines) over the head by three-way merge, per pipeline entry and per file. */
export function makeCandidate(input: CandidateInput): Candidate {
  const { base, head, pipelineKeys } = input;
  const draft = withChanges(base.texts, ownTexts(input.changes));
  const mine = pipelineKeys ? pickPipelines(base.texts, draft, pipelineKeys, input.renames) : draft;
  const merged = base === head ? { files: mine, conflicts: [] } : mergeFiles(base.texts, head.texts, mine);
  const samples = pipelineKeys ? new Map<string, string | null>() : sampleTexts(input.changes);
  const conflicts = [...merged.conflicts, ...sampleConflicts(base, head, samples)];
  const untouched = head.files.filter(
    (file) => !Object.hasOwn(head.texts, file.path) && !samples.has(file.path),
  );
  return { texts: withChanges(merged.files, samples), stored: untouched, conflicts };
}

function ownTexts(changes: ReadonlyMap<string, string | null>): Map<string, string | null> {
  return new Map([...changes].filter(([path]) => !path.startsWith(samplesFolder)));
}

function sampleTexts(changes: ReadonlyMap<string, string | null>): Map<string, string | null> {
  return new Map([...changes].filter(([path]) => path.startsWith(samplesFolder)));
}

/** A sample that both sides changed cannot be merged line by line; the same path changed on the head is a conflict. */
function sampleConflicts(
  base: RevisionContent,
  head: RevisionContent,
  samples: ReadonlyMap<string, string | null>,
): MergeConflict[] {
  const hashIn = (content: RevisionContent, path: string) =>
    content.files.find((file) => file.path === path)?.hash;
  return [...samples.keys()]
    .filter((path) => hashIn(base, path) !== hashIn(head, path))
    .map((path) => ({
      path,
      pipeline: null,
      message: `The sample ${path} was changed by somebody else too. Discard one of the two.`,
    }));
}
