import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { sqlStateOf } from '../../store/database';

/** What writers of Iceberg tables make. A file of another kind is somebody's own and is never touched. */
const known = /\.(?:avro|parquet|orc|puffin|stats|metadata\.json|gz\.metadata\.json|metadata\.json\.gz)$/;

export type TableFolder = 'metadata' | 'data';

/** Files of a table in one of its two folders; hidden ones (`.` and `_`) and links are left out. None when there is no folder. */
export async function* tableFiles(location: string, folder: TableFolder): AsyncGenerator<string> {
  yield* filesBelow(join(location, folder));
}

async function* filesBelow(directory: string): AsyncGenerator<string> {
  const entries = await opendir(directory).catch((error: unknown) => {
    if (sqlStateOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (entries === null) return;
  for await (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.startsWith('_')) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && known.test(entry.name)) yield path;
  }
}
