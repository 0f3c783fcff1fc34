import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ID_FILE = '.id';

/**
 * The id of a topic folder: a folder that was deleted and made again has another one, as a Kafka topic has. Made from
 * the topic's name and a random id that stays in the folder.
 */
export async function topicIdOf(folder: string, topic: string): Promise<string> {
  const path = join(folder, ID_FILE);
  const id = (await read(path)) ?? (await create(path));
  return createHash('sha256').update(`${topic}\0${id}`).digest().subarray(0, 16).toString('base64url');
}

async function read(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return null;
  }
}

/** A hard link is made once or not at all, so two processes agree on the first one's id. */
async function create(path: string): Promise<string> {
  const mine = `${path}.${process.pid}.${Date.now()}`;
  await writeFile(mine, `${randomUUID()}\n`, { flush: true });
  try {
    await link(mine, path);
  } catch {
    // Somebody else was first.
  } finally {
    await unlink(mine);
  }
  const id = await read(path);
  if (id === null) throw new Error(`${path} cannot be read`);
  return id;
}
