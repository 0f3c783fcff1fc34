import type { MetadataFile } from '../files/metadata-files';
import { checkRequirements } from '../metadata/requirements/check';
import { addsStoredSnapshot } from './landed-before';
import type { TableChange } from './types';

/**
 * What the newest commits of this process left, for those that stood in line behind them. Of many committers on one
 * table all but the first will be refused; that one look at memory tells them lets the next fresh commit in soon,
 * instead of after a query and a look at the disk for each.
 */
export class NewestCommits {
  private clock = 0;
  private readonly left = new Map<string, { file: MetadataFile; at: number }>();
  private readonly waiting = new Map<string, number>();

  /** Call `leave` when the commit is over; until then its tables are remembered. */
  arrive(keys: readonly string[]): { at: number; leave(): void } {
    for (const key of keys) this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1);
    this.clock += 1;
    return { at: this.clock, leave: () => this.leave(keys) };
  }

  committed(key: string, file: MetadataFile): void {
    this.clock += 1;
    this.left.set(key, { file, at: this.clock });
  }

  /** The table as a commit left it that finished after the moment `at`. */
  after(key: string, at: number): MetadataFile | null {
    const newest = this.left.get(key);
    return newest !== undefined && newest.at > at ? newest.file : null;
  }

  private leave(keys: readonly string[]): void {
    for (const key of keys) {
      const others = (this.waiting.get(key) ?? 1) - 1;
      if (others > 0) {
        this.waiting.set(key, others);
      } else {
        this.waiting.delete(key);
        this.left.delete(key);
      }
    }
  }
}

/**
 * Throws 409 when a requirement failed on a state that the table had after the request came. What may be the repeat of
 * a landed commit is left to the full check.
 */
export function refuseOvertaken(change: TableChange, newest: MetadataFile | null): void {
  if (newest === null || change.decide !== undefined) return;
  const setsProperties = change.updates.some((update) => update.action === 'set-properties');
  if (setsProperties || addsStoredSnapshot(change.updates, newest.metadata)) return;
  checkRequirements(newest.metadata, change.requirements);
}
