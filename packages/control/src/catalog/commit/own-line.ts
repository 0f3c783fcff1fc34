import { forbidden } from '../errors';
import { printTable } from '../identifiers';
import { lastCommitOf } from '../log/commit-log';
import type { Queryable } from '../store/database';
import type { TableRow } from '../store/tables';
import { storedPosition } from './fence';
import type { WrittenChange } from './types';

/**
 * A position counts the rows of the commits before it. On a table that was set back outside Penstock since the
 * deployment's last commit, going on would leave a gap or write twice; a start that a person chose goes on from there.
 */
export async function requireOwnLine(
  db: Queryable,
  changes: readonly WrittenChange[],
  rows: ReadonlyMap<string, TableRow>,
): Promise<void> {
  for (const { current, positions, ident } of changes) {
    if (current === null) continue;
    const { uuid } = current.row;
    const row = rows.get(uuid);
    const lineage = (row?.lineage ?? 0n) + (row?.strayed ? 1n : 0n);
    for (const { deploymentId, choice } of positions) {
      const stored = storedPosition(current.file.metadata, deploymentId);
      if (stored === null || stored.choice !== choice) continue;
      const last = await lastCommitOf(db, deploymentId, uuid);
      if (last !== null && BigInt(last.lineage) < lineage)
        throw forbidden(`${printTable(ident)} was set back outside Penstock; choose a new start position`);
    }
  }
}
