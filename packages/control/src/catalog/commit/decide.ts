import type { CurrentTable, TableChange } from './types';

/**
 * Changes that are made on the very base they are committed to (`decide`), settled for the current one; null when there
 * is nothing to do. Without this a busy table would always have moved on before upkeep comes to its commit.
 */
export async function settled(
  changes: readonly TableChange[],
  currents: readonly (CurrentTable | null)[],
): Promise<TableChange[] | null> {
  const result: TableChange[] = [];
  for (const [index, change] of changes.entries()) {
    const current = currents[index] ?? null;
    if (change.decide === undefined || current === null) {
      result.push(change);
      continue;
    }
    const updates = await change.decide(current);
    if (updates === null) return null;
    result.push({ ...change, updates });
  }
  return result;
}
