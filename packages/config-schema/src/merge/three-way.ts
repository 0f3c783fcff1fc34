import { fileText, type ProjectFiles, topicsPath, transformationsPath, withFile } from '../project-files';
import { type Blocks, blocksOf, outsideOf } from './blocks';

export type MergeConflict = { path: string; pipeline: string | null; message: string };

export type MergeResult = {
  /** Merged files; where there is a conflict, as `theirs` has them. */
  files: ProjectFiles;
  conflicts: MergeConflict[];
};

const entryFiles: Record<string, string> = {
  [topicsPath]: 'topics',
  [transformationsPath]: 'transformations',
};

/**
 * Brings changes from `base` to `mine` onto `theirs`: entries of topics.yaml and transformations.yaml one by one, other
 * files as a whole. Whatever both sides changed differently is a conflict and nobody's work is dropped silently.
 */
export function threeWayMerge(base: ProjectFiles, mine: ProjectFiles, theirs: ProjectFiles): MergeResult {
  let files = theirs;
  const conflicts: MergeConflict[] = [];
  const paths = [...new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])].sort();
  for (const path of paths) {
    const [b, m, t] = [fileText(base, path), fileText(mine, path), fileText(theirs, path)];
    if (m === b || m === t) continue;
    if (t === b) {
      files = withFile(files, path, m ?? null);
      continue;
    }
    const root = Object.hasOwn(entryFiles, path) ? entryFiles[path] : undefined;
    const merged =
      root && b !== undefined && m !== undefined && t !== undefined
        ? mergeEntries(path, root, b, m, t)
        : undefined;
    if (!merged) conflicts.push({ path, pipeline: pipelineOf(path), message: message(path, m, t) });
    else {
      files = withFile(files, path, merged.text);
      conflicts.push(
        ...merged.conflicts.map((key) => ({
          path,
          pipeline: path === topicsPath ? key : null,
          message: `"${key}" was changed by both sides in ${path}.`,
        })),
      );
    }
  }
  return { files, conflicts };
}

function message(path: string, mine: string | undefined, theirs: string | undefined): string {
  if (mine === undefined) return `You deleted ${path}, and it was changed by somebody else.`;
  if (theirs === undefined) return `You changed ${path}, and it was deleted by somebody else.`;
  return `${path} was changed by both sides.`;
}

function pipelineOf(path: string): string | null {
  return /^samples\/([^/]+)\//.exec(path)?.[1] ?? /^tests\/([^/]+)\.yaml$/.exec(path)?.[1] ?? null;
}

function mergeEntries(
  path: string,
  root: string,
  base: string,
  mine: string,
  theirs: string,
): { text: string; conflicts: string[] } | undefined {
  const b = blocksOf(path, base, root);
  const m = blocksOf(path, mine, root);
  const t = blocksOf(path, theirs, root);
  if (!b || !m || !t) return undefined;
  if (outsideOf(m) === outsideOf(b)) return applyChanges(b, m, t, t);
  // Only one side may have changed what stands outside the entries; then that side's text is the ground.
  return outsideOf(t) === outsideOf(b) ? applyChanges(b, t, m, t) : undefined;
}

/** Changes from `base` to `from`, made in `onto`. Conflicting entries stay as `theirs` has them. */
function applyChanges(
  base: Blocks,
  from: Blocks,
  onto: Blocks,
  theirs: Blocks,
): { text: string; conflicts: string[] } {
  const find = (blocks: Blocks, key: string) => blocks.blocks.find((block) => block.key === key);
  const result = onto.blocks.map((block) => ({ ...block }));
  const conflicts: string[] = [];
  const keys = new Set([...base.blocks, ...from.blocks].map((block) => block.key));
  for (const key of keys) {
    const [b, f, o] = [find(base, key), find(from, key), find(onto, key)];
    if (f?.text === b?.text || f?.text === o?.text) continue;
    const index = result.findIndex((block) => block.key === key);
    const isConflict = o?.text !== b?.text;
    if (isConflict) conflicts.push(key);
    const wanted = isConflict ? find(theirs, key) : f;
    if (!wanted) result.splice(index, index < 0 ? 0 : 1);
    else if (index >= 0) result.splice(index, 1, { ...wanted, gap: result[index]?.gap ?? '' });
    else result.splice(placeFor(from, key, result), 0, { ...wanted });
  }
  return { text: joined(onto.head, result), conflicts };
}

/** After the entry that it follows where it comes from, else at the end. */
function placeFor(from: Blocks, key: string, into: readonly { key: string }[]): number {
  const before = from.blocks[from.blocks.findIndex((block) => block.key === key) - 1];
  const index = into.findIndex((block) => block.key === before?.key);
  return index < 0 ? into.length : index + 1;
}

function joined(head: string, blocks: Blocks['blocks']): string {
  const eol = /\r\n/.test(head) ? '\r\n' : '\n';
  let text = head;
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && !text.endsWith('\n')) text += eol;
    text += block.text + block.gap;
  }
  return text;
}
