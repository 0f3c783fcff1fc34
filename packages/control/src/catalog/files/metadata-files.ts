import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { asObject, type JsonObject, stringAt } from '../json/json-object';
import { writeJson } from '../json/json-text';
import { parseJson } from '../json/parse-json';
import { removeQuietly, writeNewFile } from './durable';
import type { Warehouse } from './warehouse';

export type MetadataFile = { location: string; text: string; metadata: JsonObject };

/** Characters of cached metadata text, over all tables. */
const cacheLimit = 32 * 1024 * 1024;

/** metadata.json files: never changed once written, so what was read stays true as long as the pointer names it. */
export class MetadataFiles {
  private readonly cache = new Map<string, MetadataFile>();
  private cached = 0;

  constructor(private readonly warehouse: Warehouse) {}

  /**
   * Rejects with ENOENT when the file is not there, also when its text is cached: what is loaded is readable. When a
   * later commit has deleted it, the pointer has to be read again.
   */
  async read(location: string): Promise<MetadataFile> {
    const hit = this.cache.get(location);
    if (hit !== undefined) {
      await stat(this.warehouse.checkedPath(location));
      this.cache.delete(location);
      this.cache.set(location, hit);
      return hit;
    }
    const text = await readFile(this.warehouse.checkedPath(location), 'utf8');
    return this.remember({ location, text, metadata: asObject(parseJson(text), 'metadata') });
  }

  /** Writes a new file beside the earlier ones, for the caller to sync; `version` only makes listings sort well. */
  async write(metadata: JsonObject, version: bigint): Promise<MetadataFile> {
    const name = `${version.toString().padStart(5, '0')}-${randomUUID()}.metadata.json`;
    const location = `${stringAt(metadata, 'location')}/metadata/${name}`;
    const text = writeJson(metadata);
    await writeNewFile(await this.warehouse.placeForNew(location), text);
    return { location, text, metadata };
  }

  remember(file: MetadataFile): MetadataFile {
    this.cached += file.text.length - (this.cache.get(file.location)?.text.length ?? 0);
    this.cache.set(file.location, file);
    for (const [location, oldest] of this.cache) {
      if (this.cached <= cacheLimit || this.cache.size === 1) break;
      this.cache.delete(location);
      this.cached -= oldest.text.length;
    }
    return file;
  }

  async remove(location: string): Promise<void> {
    const cached = this.cache.get(location);
    if (cached !== undefined) this.cached -= cached.text.length;
    this.cache.delete(location);
    const path = this.warehouse.pathOf(location);
    if (path?.endsWith('.metadata.json')) await removeQuietly(path);
  }
}
