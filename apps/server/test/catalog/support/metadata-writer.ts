import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { LosslessNumber } from '@penstock/common';
import { at, type CatalogClient } from './catalog-client';
import { writeManifest, writeManifestList } from './manifest-writer';
import { readAvroRecords } from './read-avro';

const long = (value: bigint | number) => new LosslessNumber(String(value));
const toBigint = (value: unknown) => BigInt(value instanceof LosslessNumber ? value.value : String(value));

export type Appended = { snapshotId: string; dataFile: string; manifestList: string };

/**
 * Appends with real manifests and lists and data files that are bytes only, at times of the test's choosing: for what
 * happens to metadata, where Parquet would only cost time.
 */
export class MetadataWriter {
  private rows = 0n;
  private files = 0n;

  constructor(
    private readonly client: CatalogClient,
    private readonly table: string,
    private readonly content = Buffer.alloc(1_000),
  ) {}

  get path(): string {
    return `/v1/namespaces/db/tables/${this.table}`;
  }

  /** One commit at `atMs`; throws when it is refused. */
  async append(atMs: number): Promise<Appended> {
    const [appended] = await this.appendAll([atMs]);
    if (appended === undefined) throw new Error('nothing was appended');
    return appended;
  }

  /** A commit an hour, the newest an hour old. */
  async appendHourly(hours: number): Promise<Appended[]> {
    const appended: Appended[] = [];
    for (let ago = hours; ago > 0; ago -= 1) appended.push(await this.append(Date.now() - ago * 3_600_000));
    return appended;
  }

  /** A snapshot per time, sent as one request: a day of commits in the time of an hour's. */
  async appendAll(times: readonly number[]): Promise<Appended[]> {
    const metadata = at((await this.client('GET', `${this.path}?snapshots=refs`)).body, 'metadata');
    const location = String(at(metadata, 'location'));
    const main = at(metadata, 'refs', 'main', 'snapshot-id');
    let sequence = toBigint(at(metadata, 'last-sequence-number'));
    let parent = main === undefined ? null : toBigint(main);
    const entries = parent === null ? [] : await parentEntries(metadata, parent);
    const appended: Appended[] = [];
    const updates: Record<string, unknown>[] = [];
    for (const atMs of times) {
      const { dataFile, manifest } = await this.writeFiles(metadata, location);
      sequence += 1n;
      const id = BigInt(`0x${randomUUID().replaceAll('-', '').slice(0, 15)}`) + 2n ** 60n;
      const manifestList = `${location}/metadata/snap-${id}.avro`;
      entries.push(await listRecord(manifest, id, sequence));
      await writeManifestList(manifestList, { id, parent, sequence }, entries);
      this.rows += 1n;
      this.files += 1n;
      const snapshot = this.snapshot({ id, parent, sequence }, manifestList, atMs);
      updates.push({ action: 'add-snapshot', snapshot });
      appended.push({ snapshotId: String(id), dataFile, manifestList });
      parent = id;
    }
    const ref = { 'ref-name': 'main', type: 'branch', 'snapshot-id': long(parent ?? -1n) };
    const answer = await this.client('POST', this.path, {
      requirements: [
        { type: 'assert-ref-snapshot-id', ref: 'main', 'snapshot-id': main ?? null },
        { type: 'assert-table-uuid', uuid: at(metadata, 'table-uuid') },
      ],
      updates: [...updates, { action: 'set-snapshot-ref', ...ref }],
    });
    if (answer.status !== 200) throw new Error(answer.text);
    return appended;
  }

  private async writeFiles(metadata: ReturnType<typeof at>, location: string) {
    await mkdir(`${location}/data`, { recursive: true });
    const dataFile = `${location}/data/${randomUUID()}.parquet`;
    await writeFile(dataFile, this.content);
    const manifest = `${location}/metadata/${randomUUID()}-m0.avro`;
    await writeManifest(manifest, JSON.stringify(at(metadata, 'schemas', 0)), {
      ...{ path: dataFile, rows: 1n, bytes: BigInt(this.content.length) },
    });
    return { dataFile, manifest };
  }

  private snapshot(ids: { id: bigint; parent: bigint | null; sequence: bigint }, list: string, atMs: number) {
    return {
      'snapshot-id': long(ids.id),
      ...(ids.parent === null ? {} : { 'parent-snapshot-id': long(ids.parent) }),
      'sequence-number': long(ids.sequence),
      'timestamp-ms': long(atMs),
      'manifest-list': list,
      'schema-id': long(0),
      summary: {
        ...{ operation: 'append', 'added-data-files': '1', 'added-records': '1', 'added-files-size': '1000' },
        ...{ 'total-data-files': String(this.files), 'total-records': String(this.rows) },
        'total-files-size': String(this.files * BigInt(this.content.length)),
      },
    };
  }
}

async function parentEntries(metadata: ReturnType<typeof at>, parent: bigint) {
  const snapshots = at(metadata, 'snapshots');
  const found = (Array.isArray(snapshots) ? snapshots : []).find(
    (entry) => toBigint(at(entry, 'snapshot-id')) === parent,
  );
  return readAvroRecords(await readFile(String(at(found, 'manifest-list'))));
}

async function listRecord(path: string, snapshotId: bigint, sequence: bigint) {
  return {
    ...{
      manifest_path: path,
      manifest_length: BigInt((await stat(path)).size),
      partition_spec_id: 0,
      content: 0,
    },
    ...{ sequence_number: sequence, min_sequence_number: sequence, added_snapshot_id: snapshotId },
    ...{ added_files_count: 1, existing_files_count: 0, deleted_files_count: 0 },
    ...{ added_rows_count: 1n, existing_rows_count: 0n, deleted_rows_count: 0n },
  };
}
