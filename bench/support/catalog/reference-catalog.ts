import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { compiled, icebergKit } from '../../../scripts/lib/iceberg-kit.mjs';
import { type Running, spawnCatalog } from './spawn-catalog';

const source = 'bench/support/catalog/ReferenceCatalog.java';

/** Iceberg's reference catalog with a warehouse and an SQLite file below `dir`, or why it cannot be had here. */
export async function startReference(dir: string): Promise<Running | { missing: string }> {
  mkdirSync(join(dir, 'warehouse'), { recursive: true });
  const kit = await icebergKit();
  if ('missing' in kit) return kit;
  const own = await compiled(kit, source);
  if ('missing' in own) return own;
  const path = [`${kit.jars}/*`, own.classes].join(delimiter);
  const files = [`file://${join(dir, 'warehouse')}`, `jdbc:sqlite:${join(dir, 'catalog.db')}`];
  const running = await spawnCatalog(kit.java, ['-Xmx512m', '-cp', path, 'ReferenceCatalog', ...files], {});
  return {
    ...running,
    stop: () => running.stop().then(() => rmSync(own.classes, { recursive: true, force: true })),
  };
}
