import { readFile } from 'node:fs/promises';
import { LosslessNumber } from '@penstock/common';
import { at, type CatalogClient } from './catalog-client';
import { readAvroRecords } from './read-avro';

export type TableFacts = {
  location: string;
  metadataBytes: number;
  snapshots: number;
  manifests: number;
  /** Live data files, by what their manifests say. */
  files: number;
  tags: string[];
};

/** What a table's metadata names, by a reader of our own. */
export async function tableFacts(client: CatalogClient, table: string): Promise<TableFacts> {
  const loaded = await client('GET', `/v1/namespaces/db/tables/${table}`);
  const metadata = at(loaded.body, 'metadata');
  const snapshots = listOf(at(metadata, 'snapshots'));
  const main = text(at(metadata, 'refs', 'main', 'snapshot-id'));
  const current = snapshots.find((entry) => text(at(entry as never, 'snapshot-id')) === main);
  const list =
    current === undefined
      ? []
      : await readAvroRecords(await readFile(String(at(current as never, 'manifest-list'))));
  let files = 0;
  for (const manifest of list) {
    const entries = await readAvroRecords(await readFile(String(manifest.manifest_path)));
    files += entries.filter((entry) => entry.status !== 2).length;
  }
  return {
    location: String(at(metadata, 'location')),
    metadataBytes: loaded.text.length,
    snapshots: snapshots.length,
    manifests: list.length,
    files,
    tags: Object.keys((at(metadata, 'refs') ?? {}) as object).filter((name) => name !== 'main'),
  };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown) => (value instanceof LosslessNumber ? value.value : String(value));
