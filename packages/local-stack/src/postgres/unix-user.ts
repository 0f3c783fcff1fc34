import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface UnixUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Postgres refuses to run as root. Undefined when this process is not root (Postgres then runs as the same user), else
 * the user to run it as: `postgres`, made as a system account when it is missing, or `nobody` where none can be made.
 */
export function postgresUser(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return find('postgres') ?? make('postgres') ?? find('nobody');
}

function make(name: string): UnixUser | undefined {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
      {
        stdio: 'ignore',
      },
    );
  } catch {
    return undefined; // no useradd (Alpine), or a read-only /etc
  }
  return find(name);
}

function find(name: string): UnixUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

/** True when the user may pass through every folder down to `path` (which must exist). */
export function canReach(user: UnixUser, path: string): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
