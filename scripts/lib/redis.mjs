import { installDebian } from './debian.mjs';
import { onPath } from './on-path.mjs';

/** A redis-server for the queue's contract tests on the second backend; they say so themselves where there is none. */
export async function ensureRedis() {
  if (!onPath(['redis-server'])) await installDebian(['redis-server']);
}
