import { type ProjectFiles, versionDefinition } from '@penstock/config-schema';
import type { PublishChoice } from '../contracts/services';
import type { ConflictView } from '../contracts/views';
import { splitChanges } from '../drafts/draft-changes';
import { describeConflicts, sampleConflicts } from '../drafts/draft-conflicts';
import { partOf } from '../projects/file-part';
import { mergeFiles, pickPipelines } from '../projects/project-config';
import type { RevisionContent } from '../projects/revision-reader';
import type { FileRef } from '../projects/revision-repository';
import { changesBetween, type TextChanges, withChanges } from '../projects/texts';

/** What a publish would make of the project, and what of the draft would stay behind. */
export type Candidate = {
  /** Text files of the new revision, the samples that are published with it among them. */
  texts: ProjectFiles;
  stored: FileRef[];
  conflicts: ConflictView[];
};

type CandidateInput = {
  base: RevisionContent;
  head: RevisionContent;
  /** The draft's changes over the base. */
  changes: ReadonlyMap<string, string | null>;
  choice: PublishChoice;
};

/** Lays the draft's changes (or those of some pipelines) over the head by three-way merge, per pipeline entry and per file. */
export function makeCandidate(input: CandidateInput): Candidate {
  const { base, head } = input;
  const { texts, samples } = chosen(input);
  const merged = base === head ? { files: texts, conflicts: [] } : mergeFiles(base.texts, head.texts, texts);
  const conflicts = [
    ...describeConflicts(merged.conflicts, texts, head.texts),
    ...sampleConflicts(base, head, samples.keys()),
  ];
  const untouched = head.files.filter(
    (file) => !Object.hasOwn(head.texts, file.path) && !samples.has(file.path),
  );
  return { texts: withChanges(merged.files, samples), stored: untouched, conflicts };
}

/** The part of the draft that is published: text files over the base, and changed samples by path. */
function chosen({ base, changes, choice }: CandidateInput): { texts: ProjectFiles; samples: TextChanges } {
  const all = splitChanges(changes);
  const draft = withChanges(base.texts, all.texts);
  if (!choice.pipelineKeys) return { texts: draft, samples: all.samples };
  const isPipeline = (key: string) =>
    Boolean(versionDefinition(draft, key) ?? versionDefinition(base.texts, key));
  const goes = chooser(choice, isPipeline);
  const picked = pickPipelines(base.texts, draft, choice.pipelineKeys, choice.renames);
  const whole = new Map([...all.texts].filter(([path]) => goes(path)));
  return {
    texts: withChanges(picked, whole),
    samples: new Map([...all.samples].filter(([path]) => goes(path))),
  };
}

/** Which whole files go along with the chosen pipelines; entries and transformers are picked out of theirs instead. */
function chooser(
  { pipelineKeys, projectFiles, renames }: PublishChoice,
  isPipeline: (key: string) => boolean,
): (path: string) => boolean {
  const owners = new Set(
    (pipelineKeys ?? []).flatMap((key) => {
      const former = renames && Object.hasOwn(renames, key) ? renames[key] : undefined;
      return former === undefined ? [key] : [key, former];
    }),
  );
  return (path) => {
    const owner = partOf(path);
    if (owner.part === 'definition') return false;
    if (owner.part === 'pipeline' && (owners.has(owner.key) || isPipeline(owner.key)))
      return owners.has(owner.key);
    return projectFiles === true;
  };
}

/**
 * The draft's changes over the published revision: what was left out, samples too. Null when the rest collides with what
 * others published meanwhile.
 */
export function remainder(
  base: RevisionContent,
  published: Candidate,
  changes: ReadonlyMap<string, string | null>,
): TextChanges | null {
  const { texts, samples } = splitChanges(changes);
  const rest = mergeFiles(base.texts, published.texts, withChanges(base.texts, texts));
  if (rest.conflicts.length > 0) return null;
  const stays = [...samples].filter(([path, text]) => !wasPublished(published, path, text));
  return new Map([...changesBetween(published.texts, rest.files), ...stays]);
}

function wasPublished(published: Candidate, path: string, text: string | null): boolean {
  if (text !== null) return Object.hasOwn(published.texts, path) && published.texts[path] === text;
  return !published.stored.some((file) => file.path === path);
}
