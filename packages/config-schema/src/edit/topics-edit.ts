import { type ProjectFiles, topicsPath, withFile } from '../project-files';
import { readTopics, type TopicsFile } from '../resolve/read-topics';
import { type Canonical, canonicalEntry, canonicalJson } from '../version/canonical';
import type { YamlPair } from '../yaml/tree';
import { EditProblem } from './problem';
import { eolOf, type Splice, splice } from './splices';

/** config/topics.yaml opened for one edit. */
export type OpenTopics = { files: ProjectFiles; topics: TopicsFile; text: string; eol: string };

export function openTopics(files: ProjectFiles): OpenTopics {
  const topics = readTopics(files);
  return { files, topics, text: topics.source.text, eol: eolOf(topics.source.text) };
}

export function entryOf(open: OpenTopics, key: string): YamlPair {
  const pair = open.topics.entries.find((one) => one.key.text === key);
  if (!pair) throw new EditProblem(`There is no pipeline "${key}".`);
  const broken = open.topics.diagnostics.find(
    (one) => one.code.startsWith('yaml_') && one.severity === 'error' && one.pipeline === key,
  );
  if (broken)
    throw new EditProblem(`This entry is not valid YAML (line ${broken.line}). Mend its text first.`, broken);
  return pair;
}

/** What every entry says; `undefined` for an entry means that it is not checked. */
export type Expected = Map<string, Canonical | undefined>;

export function currentMeaning(open: OpenTopics): Expected {
  return new Map(open.topics.entries.map((pair) => [pair.key.text, canonicalEntry(pair.value)]));
}

/**
 * Writes splices and reads the result again: every entry must say what is expected and nothing else may have changed.
 * So an edit either does what it should or does nothing, whatever the author's style.
 */
export function commit(open: OpenTopics, splices: readonly Splice[], expected: Expected): ProjectFiles {
  const text = splice(open.text, splices);
  const files = withFile(open.files, topicsPath, text);
  if (text === open.text) return open.files;
  const after = readTopics(files);
  const isSame =
    after.entries.length === expected.size &&
    after.entries.every((pair) => {
      const wanted = expected.get(pair.key.text);
      return (
        expected.has(pair.key.text) &&
        (wanted === undefined || canonicalJson(canonicalEntry(pair.value)) === canonicalJson(wanted))
      );
    }) &&
    after.diagnostics.filter((one) => one.severity === 'error').length <=
      open.topics.diagnostics.filter((one) => one.severity === 'error').length;
  if (!isSame)
    throw new EditProblem(
      'This part of config/topics.yaml is written in a way that cannot be changed from here without touching something else (an anchor, perhaps). Change it in the YAML text.',
      splices[0],
    );
  return files;
}
