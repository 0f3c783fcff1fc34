import type { ProjectFiles } from '@penstock/config-schema';

/** Path → text, or null for a file that is not there any more. */
export type TextChanges = Map<string, string | null>;

/** The files with changes laid over them. */
export function withChanges(files: ProjectFiles, changes: ReadonlyMap<string, string | null>): ProjectFiles {
  const result = new Map(Object.entries(files));
  for (const [path, text] of changes) {
    if (text === null) result.delete(path);
    else result.set(path, text);
  }
  return Object.fromEntries(result);
}

/** What leads from `before` to `after`. */
export function changesBetween(before: ProjectFiles, after: ProjectFiles): TextChanges {
  const old = new Map(Object.entries(before));
  const changes: TextChanges = new Map();
  for (const [path, text] of Object.entries(after)) if (old.get(path) !== text) changes.set(path, text);
  for (const path of old.keys()) if (!Object.hasOwn(after, path)) changes.set(path, null);
  return changes;
}
