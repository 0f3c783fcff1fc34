import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { LosslessNumber } from '@penstock/common';
import { type Answer, at, type CatalogClient } from './catalog-client';
import { writeManifest, writeManifestList } from './manifest-writer';
import { readAvroRecords } from './read-avro';

const long = (value: bigint) => new LosslessNumber(String(value));
const toBigint = (value: unknown) => BigInt(value instanceof LosslessNumber ? value.value : String(value));

/** `files` are the data file, its manifest and the manifest list. */
export type PreparedAppend = { changes: Record<string, unknown>; snapshotId: bigint; files: string[] };

/** A writer that speaks the REST API by itself: real Parquet, manifests and manifest lists, no DuckDB extension. */
export class RawWriter {
  private constructor(
    private readonly client: CatalogClient,
    private readonly namespace: string,
    private readonly table: string,
    private readonly parquet: DuckDBConnection,
  ) {}

  static async open(client: CatalogClient, namespace: string, table: string): Promise<RawWriter> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    return new RawWriter(client, namespace, table, await instance.connect());
  }

  get path(): string {
    return `/v1/namespaces/${this.namespace}/tables/${this.table}`;
  }

  /** Files and the request of an append of `rows` (SQL for one BIGINT column `a`) on the table as it is now. */
  async prepareAppend(rows: string, properties: Record<string, string> = {}): Promise<PreparedAppend> {
    const loaded = (await this.client('GET', this.path)).body;
    const metadata = at(loaded, 'metadata');
    const location = String(at(metadata, 'location'));
    await mkdir(`${location}/data`, { recursive: true });
    const data = `${location}/data/${randomUUID()}.parquet`;
    await this.parquet.run(`COPY (${rows}) TO '${data}' (FORMAT parquet, FIELD_IDS {a: 1})`);
    const counted = await this.parquet.runAndReadAll(`SELECT count(*) FROM '${data}'`);
    const count = BigInt(String(counted.getRowsJson()[0]?.[0]));
    const manifest = `${location}/metadata/${randomUUID()}-m0.avro`;
    await writeManifest(manifest, JSON.stringify(at(metadata, 'schemas', 0)), {
      path: data,
      rows: count,
      bytes: BigInt((await stat(data)).size),
    });
    const append = await this.snapshotOn(metadata, manifest, count, properties);
    return { ...append, files: [data, manifest, ...append.files] };
  }

  private async snapshotOn(
    metadata: ReturnType<typeof at>,
    manifest: string,
    count: bigint,
    properties: Record<string, string>,
  ): Promise<PreparedAppend> {
    const location = String(at(metadata, 'location'));
    const mainId = at(metadata, 'refs', 'main', 'snapshot-id');
    const parent = mainId === undefined ? null : toBigint(mainId);
    const sequence = toBigint(at(metadata, 'last-sequence-number')) + 1n;
    const id = BigInt(`0x${randomUUID().replaceAll('-', '').slice(0, 15)}`) + 2n ** 60n;
    const list = `${location}/metadata/snap-${id}-${randomUUID()}.avro`;
    const entries = [
      ...(await this.parentManifests(metadata, parent)),
      await manifestEntry(manifest, id, sequence, count),
    ];
    await writeManifestList(list, { id, parent, sequence }, entries);
    const snapshot: Record<string, unknown> = {
      'snapshot-id': long(id),
      'sequence-number': long(sequence),
      'timestamp-ms': long(BigInt(Date.now())),
      'manifest-list': list,
      summary: { operation: 'append', 'added-records': String(count) },
      'schema-id': long(0n),
    };
    if (parent !== null) snapshot['parent-snapshot-id'] = long(parent);
    const updates: Record<string, unknown>[] = [
      { action: 'add-snapshot', snapshot },
      { action: 'set-snapshot-ref', 'ref-name': 'main', type: 'branch', 'snapshot-id': long(id) },
    ];
    if (Object.keys(properties).length > 0) updates.push({ action: 'set-properties', updates: properties });
    const requirements = [
      { type: 'assert-table-uuid', uuid: at(metadata, 'table-uuid') },
      { type: 'assert-ref-snapshot-id', ref: 'main', 'snapshot-id': parent === null ? null : long(parent) },
    ];
    return { changes: { requirements, updates }, snapshotId: id, files: [list] };
  }

  private async parentManifests(metadata: ReturnType<typeof at>, parent: bigint | null) {
    if (parent === null) return [];
    const snapshots = at(metadata, 'snapshots');
    const found = (Array.isArray(snapshots) ? snapshots : []).find(
      (entry) => toBigint(at(entry, 'snapshot-id')) === parent,
    );
    return readAvroRecords(await readFile(String(at(found, 'manifest-list'))));
  }

  commit(prepared: PreparedAppend): Promise<Answer> {
    return this.client('POST', this.path, prepared.changes);
  }
}

async function manifestEntry(path: string, snapshotId: bigint, sequence: bigint, rows: bigint) {
  return {
    manifest_path: path,
    manifest_length: BigInt((await stat(path)).size),
    partition_spec_id: 0,
    content: 0,
    sequence_number: sequence,
    min_sequence_number: sequence,
    added_snapshot_id: snapshotId,
    added_files_count: 1,
    existing_files_count: 0,
    deleted_files_count: 0,
    added_rows_count: rows,
    existing_rows_count: 0n,
    deleted_rows_count: 0n,
  };
}
