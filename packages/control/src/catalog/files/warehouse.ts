import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { badRequest } from '../errors';
import type { TableIdent } from '../identifiers';

/**
 * The directory under which every table lies. Locations are taken as they are written (nothing is decoded or
 * normalised): one with an empty, `.` or `..` segment is refused.
 */
export class Warehouse {
  private readonly realRoot: string;

  /** `root` is an existing absolute directory, without a slash at its end. */
  constructor(readonly root: string) {
    this.realRoot = realpathSync(root);
  }

  /** The path that a location of this warehouse names, null when it lies elsewhere. */
  pathOf(location: string): string | null {
    const path = location.replace(/^file:(?:\/\/)?(?=\/)/, '');
    if (!path.startsWith('/') || path.includes('\0')) return null;
    const segments = path.slice(1).split('/');
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return null;
    return [this.root, this.realRoot].some((root) => path.startsWith(`${root}/`)) ? path : null;
  }

  /** As `pathOf`, but outside is a 400 that says where tables may lie. */
  checkedPath(location: string): string {
    const path = this.pathOf(location);
    if (path === null) throw badRequest(`The location ${location} is outside the warehouse ${this.root}`);
    return path;
  }

  /** False when a symbolic link leads out of the warehouse. */
  async holds(path: string): Promise<boolean> {
    const real = await realpath(dirname(path));
    return real === this.realRoot || real.startsWith(`${this.realRoot}${sep}`);
  }

  /** The path for a new file, whose directories may not exist yet; 400 when it or a symbolic link on it leads out. */
  async placeForNew(location: string): Promise<string> {
    const path = this.checkedPath(location);
    for (let directory = dirname(path); ; directory = dirname(directory)) {
      const real = await realpath(directory).catch(() => null);
      if (real === null && directory.length > this.root.length) continue;
      if (real === this.realRoot || real?.startsWith(`${this.realRoot}${sep}`)) return path;
      throw badRequest(`The location ${location} is outside the warehouse ${this.root}`);
    }
  }

  /** A place of its own for every table, also for one that is created again under a dropped one's name. */
  newTableLocation(ident: TableIdent): string {
    const folders = ident.namespace.map(fileName);
    return [this.root, ...folders, `${fileName(ident.name)}-${randomBytes(4).toString('hex')}`].join('/');
  }
}

function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80);
}
