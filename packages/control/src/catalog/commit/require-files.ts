import { access } from 'node:fs/promises';
import { commitFailed } from '../errors';

/** Files looked at side by side. */
const groupSize = 16;

/**
 * Looks once more, under the table's lock, that a commit's files are there: what nothing names is collected by age under
 * the same lock, so that a commit which names an old file either comes first and keeps it, or is refused here.
 */
export async function requireFiles(paths: readonly string[]): Promise<void> {
  for (let start = 0; start < paths.length; start += groupSize) {
    await Promise.all(
      paths.slice(start, start + groupSize).map((path) =>
        access(path).catch((error: unknown) => {
          throw commitFailed(`The file ${path} of the new snapshot is gone; write it again`, error);
        }),
      ),
    );
  }
}
