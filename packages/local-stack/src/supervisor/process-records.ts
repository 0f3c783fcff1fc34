import { rmSync } from 'node:fs';
import { identityOf, type ProcessRecord } from '../before-install/process-identity.mjs';
import { readSmallFile, writeAtomically } from '../process/private-file';
import { stopProcess } from '../process/stop-process';

interface NamedRecord extends ProcessRecord {
  name: string;
}

/**
 * The running children of this data directory, on disk. When the launcher itself is killed its children live on; the
 * next start reads here whom to stop.
 */
export class ProcessRecords {
  private readonly records = new Map<string, NamedRecord>();

  constructor(private readonly file: string) {}

  /** Returns the record, or undefined when the process has ended already. */
  add(name: string, pid: number): ProcessRecord | undefined {
    const identity = identityOf(pid);
    if (identity === undefined) return undefined;
    this.records.set(name, { name, pid, identity });
    this.write();
    return { pid, identity };
  }

  remove(name: string, pid: number): void {
    if (this.records.get(name)?.pid !== pid) return;
    this.records.delete(name);
    this.write();
  }

  private write(): void {
    if (this.records.size === 0) rmSync(this.file, { force: true });
    else writeAtomically(this.file, JSON.stringify([...this.records.values()]));
  }
}

/** Stops what an earlier launcher left running, with its whole process group, in the order given; returns the names. */
export async function stopRecordedOrphans(file: string, order: string[]): Promise<string[]> {
  const text = readSmallFile(file);
  if (text === undefined) return [];
  const rank = (record: NamedRecord) =>
    order.includes(record.name) ? order.indexOf(record.name) : order.length;
  const records = (JSON.parse(text) as NamedRecord[]).sort((one, other) => rank(one) - rank(other));
  const stopped: string[] = [];
  for (const record of records) {
    if (identityOf(record.pid) !== record.identity) continue;
    await stopProcess(record, { group: true });
    stopped.push(record.name);
  }
  rmSync(file, { force: true });
  return stopped;
}
