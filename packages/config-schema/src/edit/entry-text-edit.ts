import type { Range } from '../diagnostics/file-diagnostic';
import { type ProjectFiles, topicsPath, withFile } from '../project-files';
import { parseYaml } from '../yaml/parse-yaml';
import { contentEndOf } from '../yaml/tree';
import { entryTextOf, indented } from './entry-text';
import { ownsItsLines, pairLines } from './extent';
import { EditProblem } from './problem';
import { lineStart, splice } from './splices';
import { openTopics } from './topics-edit';

/** A pipeline's part of config/topics.yaml for a text editor. `range` is in the file, `text` without indentation. */
export type EntryText = { text: string; range: Range; line: number };

export function entryText(files: ProjectFiles, key: string): EntryText | undefined {
  const open = openTopics(files);
  const pair = open.topics.entries.find((one) => one.key.text === key);
  if (!pair) return undefined;
  const range = ownsItsLines(open.text, pair)
    ? pairLines(open.text, pair)
    : { start: pair.key.start, end: contentEndOf(pair) };
  return {
    text: entryTextOf(open.text, pair),
    range,
    line: open.text.slice(0, range.start).split('\n').length,
  };
}

/**
 * Puts text typed for one entry into the file, also while it is not valid YAML: its lines are indented below `topics:`,
 * so whatever is wrong stays within this entry. It must begin with a key and hold one entry.
 */
export function setEntryText(files: ProjectFiles, key: string, text: string): ProjectFiles {
  const open = openTopics(files);
  const pair = open.topics.entries.find((one) => one.key.text === key);
  if (!pair) throw new EditProblem(`There is no pipeline "${key}".`);
  const wanted = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (wanted === entryTextOf(open.text, pair)) return files;
  if (!/^(?:"[^"\n]+"|'[^'\n]+'|[^\s#:\n][^:\n]*):(?:\s|$)/.test(wanted))
    throw new EditProblem("The text must begin with the pipeline's key and a colon.");
  const alone = parseYaml(topicsPath, wanted);
  const root = alone.root;
  const others = /\n(?![\s#])[^\n]*/.exec(wanted);
  if (others || (root?.kind === 'map' && root.pairs.length > 1))
    throw new EditProblem('Only this pipeline can be changed here. Indent everything below its key.');
  if (!ownsItsLines(open.text, pair))
    return withFile(
      files,
      topicsPath,
      splice(open.text, [{ start: pair.key.start, end: contentEndOf(pair), text: wanted }]),
    );
  const lines = pairLines(open.text, pair);
  const indent = pair.key.start - lineStart(open.text, pair.key.start);
  const tail = open.text.slice(lines.start, lines.end).endsWith('\n') ? open.eol : '';
  return withFile(
    files,
    topicsPath,
    splice(open.text, [{ ...lines, text: indented(wanted, indent, open.eol) + tail }]),
  );
}
