import {
  type MergeConflict,
  type ProjectFiles,
  topicsPath,
  versionDefinition,
} from '@penstock/config-schema';
import type { ConflictView } from '../contracts/views';
import { takeEntry } from '../projects/project-config';
import type { RevisionContent } from '../projects/revision-reader';
import { withChanges } from '../projects/texts';

/** Which side counts at a place that both changed. */
export type ConflictChoice = { path: string; pipeline: string | null; take: 'mine' | 'theirs' };

/** The two texts beside each conflict: of the entry where it is one of topics.yaml, else of the file. */
export function describeConflicts(
  conflicts: readonly MergeConflict[],
  mine: ProjectFiles,
  theirs: ProjectFiles,
): ConflictView[] {
  return conflicts.map((conflict) => ({
    ...conflict,
    mine: textAt(mine, conflict),
    theirs: textAt(theirs, conflict),
  }));
}

function textAt(files: ProjectFiles, { path, pipeline }: MergeConflict): string | null {
  if (path === topicsPath && pipeline !== null) return versionDefinition(files, pipeline)?.entry ?? null;
  return Object.hasOwn(files, path) ? (files[path] ?? null) : null;
}

export function unsettled(
  conflicts: readonly ConflictView[],
  choices: readonly ConflictChoice[],
): ConflictView[] {
  return conflicts.filter(
    ({ path, pipeline }) => !choices.some((one) => one.path === path && one.pipeline === pipeline),
  );
}

/** The merge leaves their side at each conflict; here those that the user wants are put in their place. */
export function takeMine(
  merged: ProjectFiles,
  mine: ProjectFiles,
  choices: readonly ConflictChoice[],
): ProjectFiles {
  let files = merged;
  for (const { path, pipeline, take } of choices) {
    if (take === 'theirs') continue;
    if (path === topicsPath && pipeline !== null) files = takeEntry(files, mine, pipeline);
    else
      files = withChanges(files, new Map([[path, Object.hasOwn(mine, path) ? (mine[path] ?? null) : null]]));
  }
  return files;
}

/** A sample that both sides changed cannot be merged line by line; the same path changed on the head is a conflict. */
export function sampleConflicts(
  base: RevisionContent,
  head: RevisionContent,
  paths: Iterable<string>,
): ConflictView[] {
  const hashIn = (content: RevisionContent, path: string) =>
    content.files.find((file) => file.path === path)?.hash;
  return [...paths]
    .filter((path) => hashIn(base, path) !== hashIn(head, path))
    .map((path) => ({
      path,
      pipeline: null,
      message: `The sample ${path} was changed by somebody else too.`,
      mine: null,
      theirs: null,
    }));
}
