import { dirname } from 'node:path';
import { syncDirectory } from './durable';

/**
 * Makes directory entries durable. The directory of a new file is synced each time; the ones above it only until
 * they are known to be on disk, because they change once in a table's life.
 */
export class DirectorySync {
  private readonly linked = new Set<string>();

  constructor(private readonly root: string) {}

  async sync(files: readonly string[]): Promise<void> {
    const directories = new Set(files.map((file) => dirname(file)));
    const above = new Set<string>();
    for (const directory of directories) {
      for (
        let path = directory;
        path.length > this.root.length && !this.linked.has(path);
        path = dirname(path)
      ) {
        above.add(path);
      }
    }
    const parents = new Set([...above].map((path) => dirname(path)));
    await Promise.all([...new Set([...directories, ...parents])].map((path) => syncDirectory(path)));
    for (const path of above) this.linked.add(path);
  }

  /** A removed directory has to be synced again when it comes back. */
  forget(directory: string): void {
    for (const path of this.linked)
      if (path === directory || path.startsWith(`${directory}/`)) this.linked.delete(path);
  }
}
