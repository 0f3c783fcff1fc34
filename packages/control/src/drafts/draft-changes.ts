import type { ConflictView } from '../contracts/views';
import { mergeFiles } from '../projects/project-config';
import { type RevisionContent, samplesFolder } from '../projects/revision-reader';
import { changesBetween, type TextChanges, withChanges } from '../projects/texts';
import {
  type ConflictChoice,
  describeConflicts,
  sampleConflicts,
  takeMine,
  unsettled,
} from './draft-conflicts';

type Changes = ReadonlyMap<string, string | null>;

/** Samples are not among a revision's texts (they may be large), so their changes are carried along by path. */
export function splitChanges(changes: Changes): { texts: TextChanges; samples: TextChanges } {
  const isSample = ([path]: [string, unknown]) => path.startsWith(samplesFolder);
  return {
    texts: new Map([...changes].filter((change) => !isSample(change))),
    samples: new Map([...changes].filter(isSample)),
  };
}

/** The draft's text files over its base, and a way back: the draft's changes when those files have been edited. */
export function editedDraft(base: RevisionContent, changes: Changes) {
  const { texts, samples } = splitChanges(changes);
  return {
    files: withChanges(base.texts, texts),
    changesOf: (files: Record<string, string>): TextChanges =>
      new Map([...changesBetween(base.texts, files), ...samples]),
  };
}

/**
 * The draft's changes brought onto another revision by three-way merge, per pipeline entry and per file. Where both
 * changed the same, `choices` decides; what it says nothing about is listed.
 */
export function moveChanges(
  base: RevisionContent,
  onto: RevisionContent,
  changes: Changes,
  choices: readonly ConflictChoice[] = [],
): { changes: TextChanges; conflicts: ConflictView[] } {
  const { texts, samples } = splitChanges(changes);
  const mine = withChanges(base.texts, texts);
  const merged = mergeFiles(base.texts, onto.texts, mine);
  const inSamples = sampleConflicts(base, onto, samples.keys());
  const conflicts = [...describeConflicts(merged.conflicts, mine, onto.texts), ...inSamples];
  const open = unsettled(conflicts, choices);
  if (open.length > 0) return { changes: new Map(), conflicts: open };
  const files = takeMine(merged.files, mine, choices);
  const lost = new Set(inSamples.map(({ path }) => path));
  const kept = [...samples].filter(
    ([path]) => !lost.has(path) || choices.some((one) => one.path === path && one.take === 'mine'),
  );
  return { changes: new Map([...changesBetween(onto.texts, files), ...kept]), conflicts: [] };
}
