import type { CatalogContext } from '../context';
import { reading } from '../store/database';
import { trimDroppedCommitLog } from './commit-log-retention';
import { collectDropped } from './files/dropped-tables';
import { sweepTable } from './files/sweep-table';
import { type KnownTable, knownTables, trimLog } from './known-tables';
import { type MaintenanceLimits, maintenanceLimits } from './limits';
import { onOneServer } from './one-server';
import { upkeepTable } from './upkeep-table';

export type MaintenanceOptions = {
  limits?: Partial<MaintenanceLimits>;
  now?: () => number;
  /** What could not be done this time; it is tried again. */
  onError: (error: unknown, what: string) => void;
};

/** When a table was last tended, in milliseconds since 1970; `commits` are those since then that this process saw. */
type Seen = { version: string; commits: number; upkeepMs: number; sweptMs: number; dataSweptMs: number };

/** An unchanged table is looked at again after this: snapshots get older by themselves. */
const idleUpkeepMs = 10 * 60_000;

/**
 * Keeps the catalog's tables small as long as the server runs: after every `commitsPerUpkeep` commits on a table, right
 * behind the last one, when nobody has begun the next on top of it; and all of them every `everyMs`. One table at a time.
 */
export class Maintenance {
  private readonly limits: MaintenanceLimits;
  private readonly now: () => number;
  private readonly seen = new Map<string, Seen>();
  private readonly timer: NodeJS.Timeout;
  private line: Promise<void> = Promise.resolve();
  private running: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly context: CatalogContext,
    private readonly options: MaintenanceOptions,
  ) {
    this.limits = { ...maintenanceLimits, ...options.limits };
    this.now = options.now ?? Date.now;
    context.commitListeners.add(this.onCommit);
    this.timer = setInterval(() => this.turn(), this.limits.everyMs);
    this.timer.unref();
  }

  /** Looks at every table now; resolves when that is done. */
  async round(): Promise<void> {
    const tables = await knownTables(this.context);
    const present = new Set(tables.map((table) => table.uuid));
    for (const uuid of this.seen.keys()) if (!present.has(uuid)) this.seen.delete(uuid);
    for (const table of tables) this.look(table);
    void this.enqueue('dropped tables', () => this.clearDropped());
    await this.line;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.context.commitListeners.delete(this.onCommit);
    await this.running;
    await this.line;
  }

  private turn(): void {
    this.running ??= this.round()
      .catch((error: unknown) => this.options.onError(error, 'all tables'))
      .finally(() => {
        this.running = null;
      });
  }

  private look(table: KnownTable): void {
    const record = this.recordOf(table.uuid);
    const changed = record.version !== table.version;
    record.version = table.version;
    const { name } = table.ident;
    if (changed || this.now() - record.upkeepMs >= idleUpkeepMs) {
      void this.enqueue(name, () => this.tend(table));
    }
    if (this.now() - record.sweptMs >= this.limits.sweepEveryMs) {
      void this.enqueue(name, () => this.sweep(table));
    }
  }

  private readonly onCommit = (uuid: string): void => {
    const record = this.recordOf(uuid);
    record.commits += 1;
    if (record.commits < this.limits.commitsPerUpkeep) return;
    record.commits = 0;
    void this.enqueue(uuid, async () => {
      for (const table of await knownTables(this.context, uuid)) await this.tend(table);
    });
  };

  private enqueue(what: string, task: () => Promise<void>): Promise<void> {
    this.line = this.line.then(async () => {
      if (!this.closed) await task().catch((error: unknown) => this.options.onError(error, what));
    });
    return this.line;
  }

  /** A server that has just started leaves the first sweep, of all files, for a little later: it reads the most. */
  private recordOf(uuid: string): Seen {
    const known = this.seen.get(uuid);
    if (known !== undefined) return known;
    const sweptMs = this.now();
    const dataSweptMs = sweptMs + this.limits.sweepEveryMs - this.limits.dataSweepEveryMs;
    const fresh = { version: '', commits: 0, upkeepMs: 0, sweptMs, dataSweptMs };
    this.seen.set(uuid, fresh);
    return fresh;
  }

  /** The times are set first: a table that cannot be tended is tried again like one that was. */
  private async tend(table: KnownTable): Promise<void> {
    const { context, limits, now } = this;
    const record = this.recordOf(table.uuid);
    record.commits = 0;
    record.upkeepMs = now();
    await onOneServer(context, table.uuid, () =>
      upkeepTable(context, table.ident, { limits, now, thorough: false }),
    );
  }

  private async sweep(table: KnownTable): Promise<void> {
    const { context, limits, now } = this;
    const record = this.recordOf(table.uuid);
    const data = now() - record.dataSweptMs >= limits.dataSweepEveryMs;
    record.sweptMs = now();
    if (data) record.dataSweptMs = record.sweptMs;
    await onOneServer(context, table.uuid, async () => {
      await trimLog(context, table, limits);
      await sweepTable(context, table.uuid, { limits, now, data, dryRun: false });
    });
  }

  private async clearDropped(): Promise<void> {
    const { context, limits, now } = this;
    await onOneServer(context, 'dropped', async () => {
      await collectDropped(context, { limits, now });
      await reading(() => trimDroppedCommitLog(context.pool));
    });
  }
}

export function startMaintenance(context: CatalogContext, options: MaintenanceOptions): Maintenance {
  return new Maintenance(context, options);
}
