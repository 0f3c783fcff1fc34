import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Offsets } from '../load/ledger';
import { within } from '../run/within';
import type { Finding, Followed } from './followed';
import { Multiset } from './multiset';
import { type Pointer, readPointer } from './pointer';
import { readPosition } from './position';
import type { Scan, Scanner } from './scanner';

const everyMs = 60;

/**
 * The concurrent committed reader: follows the pointer in Postgres all through a run, scans what it names, and checks
 * every state it sees against the one before.
 */
export class TableWatcher {
  readonly findings: Finding[] = [];
  /** Committed states seen. */
  states = 0;
  readonly #followed: readonly Followed[];
  readonly #db: pg.Pool;
  readonly #scanner: Scanner;
  #visible = new Multiset();
  #files: Scan['files'] = new Map();
  #location: string | null = null;
  #frozenAt: string | null = null;
  #going = true;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    readonly table: string,
    followed: readonly Followed[],
    db: pg.Pool,
    scanner: Scanner,
  ) {
    this.#followed = followed;
    this.#db = db;
    this.#scanner = scanner;
  }

  start(): void {
    this.#loop = this.#watch();
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#loop;
  }

  /** The state at `location` was made from outside: it is no finding, but nothing may be written after it. */
  freeze(location: string): void {
    this.#frozenAt = location;
  }

  get setBack(): boolean {
    return this.#frozenAt !== null;
  }

  get location(): string | null {
    return this.#location;
  }

  /** Everything is read from disk again with the next state. */
  forget(): void {
    this.#scanner.forget();
    this.#location = null;
  }

  reached(followed: Followed, offsets: Offsets): boolean {
    return [...offsets].every(([partition, end]) => (followed.next.get(partition) ?? 0n) >= end);
  }

  async #watch(): Promise<void> {
    while (this.#going) {
      const pointer = await this.#pointer().catch(() => null);
      if (pointer !== null && this.#frozenAt !== null) this.#expectFrozen(pointer);
      else if (pointer !== null && pointer.location !== this.#location) await this.#look(pointer);
      await delay(everyMs);
    }
  }

  #expectFrozen({ location }: Pointer): void {
    if (location === this.#frozenAt || location === this.#location) return;
    this.#location = location;
    this.findings.push({ invariant: 'written on', text: `the table moved on to ${location}` });
  }

  /** What cannot be read is a finding, unless the pointer has moved on meanwhile: old metadata is deleted then. */
  async #look(pointer: Pointer): Promise<void> {
    try {
      await this.#read(pointer);
    } catch (error) {
      const now = await this.#pointer().catch(() => null);
      if (now?.location !== pointer.location) return;
      this.#location = pointer.location;
      this.findings.push({ invariant: 'readable', text: String(error).slice(0, 300) });
    }
  }

  async #read(pointer: Pointer): Promise<void> {
    const scan = await this.#scanner.scan(pointer.location);
    const came = [...scan.files].filter(([path]) => !this.#files.has(path)).flatMap(([, rows]) => [...rows]);
    const went = [...this.#files].filter(([path]) => !scan.files.has(path)).flatMap(([, rows]) => [...rows]);
    await this.#check(scan, came, went, pointer.setAside);
    this.#files = scan.files;
    this.#location = pointer.location;
    this.states += 1;
  }

  async #check(scan: Scan, came: string[], went: string[], setAside: Pointer['setAside']): Promise<void> {
    const [added, removed] = [new Multiset(came), new Multiset(went)];
    // a rewritten file moves rows, it does not change them
    const newRows = added.minus(removed);
    const goneRows = removed.minus(added);
    this.#visible.add(newRows);
    this.#visible.remove(goneRows);
    for (const one of this.#followed) {
      const text = scan.properties[`penstock.${one.deploymentId}`];
      const position = text === undefined ? null : readPosition(text);
      if (position !== null)
        await within('acknowledgements of what was committed', () => one.ledger.covers(position.next));
      const own = (rows: string[]) => rows.filter((row) => row.startsWith(`${one.prefix}-`));
      const { records, replayed } = setAside[one.deploymentId] ?? { records: '0', replayed: [] };
      const visible = { records: BigInt(records), replayed };
      this.findings.push(...one.step(position, own(newRows), own(goneRows), visible));
    }
  }

  #pointer(): Promise<Pointer | null> {
    const deploymentIds = this.#followed.map(({ deploymentId }) => deploymentId);
    return readPointer(this.#db, this.table, deploymentIds);
  }

  /** Rows that are visible now. */
  get visible(): Multiset {
    return this.#visible;
  }
}
