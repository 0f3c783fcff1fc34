import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { copyBinaries, installedPostgres, type PostgresBinaries } from './binaries';
import type { Cluster } from './cluster';
import { canReach, postgresUser, type UnixUser } from './unix-user';

const elsewhere = '/var/lib/penstock';

/**
 * Where files and program of Postgres are for a data directory. Normally `<dir>/pgdata` and node_modules. As root,
 * Postgres runs as another user, who may not be allowed to pass through the folders above (a clone in /root, which is
 * closed to others); then both live under /var/lib/penstock, and the person is told.
 */
export function placeCluster(dir: string, notice: (message: string) => void = () => {}): Cluster {
  const user = postgresUser();
  const binaries = installedPostgres();
  if (!user) return { pgdata: join(dir, 'pgdata'), binaries, user };
  chmodSync(dir, 0o711); // pass through, not list; the files inside are closed on their own
  return { pgdata: placeData(dir, user, notice), binaries: placeBinaries(binaries, user), user };
}

function placeData(dir: string, user: UnixUser, notice: (message: string) => void): string {
  if (canReach(user, dir)) return join(dir, 'pgdata');
  const name = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 16);
  const home = join(elsewhere, name);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  notice(
    `Postgres may not run as root, and the user ${user.name} cannot reach ${dir}; its files are kept in ${home} instead.`,
  );
  return join(home, 'pgdata');
}

function placeBinaries(binaries: PostgresBinaries, user: UnixUser): PostgresBinaries {
  if (canReach(user, binaries.home)) return binaries;
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  return copyBinaries(binaries, elsewhere);
}
