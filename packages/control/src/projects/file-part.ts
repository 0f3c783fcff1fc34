import { topicsPath, transformationsPath } from '@penstock/config-schema';

/** What of the project a file is; `key` is the pipeline whose samples or tests it holds. */
export type FilePart = { part: 'definition' } | { part: 'pipeline'; key: string } | { part: 'project' };

/**
 * Whose file it is, by folder and name: `samples/<key>/…` and `tests/<key>.yaml` are the pipeline's, entries and
 * transformers are split per pipeline, everything else (penstock.yaml first of all) is the project's.
 */
export function partOf(path: string): FilePart {
  if (path === topicsPath || path === transformationsPath || path.startsWith('transformations/'))
    return { part: 'definition' };
  const key = /^samples\/([^/]+)\//.exec(path)?.[1] ?? /^tests\/([^/]+)\.ya?ml$/.exec(path)?.[1];
  return key === undefined ? { part: 'project' } : { part: 'pipeline', key };
}
