import type { FileChanges } from './protocol';

/** Files that differ; null for those that are gone. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): FileChanges {
  const changes: FileChanges = {};
  for (const [path, text] of Object.entries(after)) if (before[path] !== text) changes[path] = text;
  for (const path of Object.keys(before)) if (!Object.hasOwn(after, path)) changes[path] = null;
  return changes;
}
