import { readManifest, readManifestList } from '../../files/manifests';
import { type JsonObject, objectsAt, stringAt } from '../../json/json-object';

/**
 * Every file that a table's metadata names: metadata files, statistics, the manifest lists of all its snapshots (pinned
 * ones are among them), their manifests, and with `data` the data and delete files in these. Grows only: what was named
 * once while it is used stays named.
 */
export class References {
  private readonly paths = new Set<string>();
  private readonly read = new Set<string>();

  constructor(
    private readonly pathOf: (location: string) => string | null,
    private readonly data: boolean,
  ) {}

  has(path: string): boolean {
    return this.paths.has(path);
  }

  /** Adds what metadata names. Rejects when a file of it cannot be read: then nothing may be called unnamed. */
  async add(location: string, metadata: JsonObject): Promise<void> {
    this.name(location);
    for (const entry of objectsAt(metadata, 'metadata-log')) this.name(stringAt(entry, 'metadata-file'));
    for (const key of ['statistics', 'partition-statistics']) {
      for (const entry of objectsAt(metadata, key)) this.name(stringAt(entry, 'statistics-path'));
    }
    for (const snapshot of objectsAt(metadata, 'snapshots')) await this.addSnapshot(snapshot);
  }

  private async addSnapshot(snapshot: JsonObject): Promise<void> {
    const list = stringAt(snapshot, 'manifest-list');
    if (this.read.has(list)) return;
    for (const manifest of await readManifestList(snapshot, (location) => this.required(location))) {
      this.name(manifest.path);
      if (!this.data || this.read.has(manifest.path)) continue;
      for (const file of await readManifest(manifest, (location) => this.required(location))) {
        if (file.status !== 'deleted') this.name(file.path);
      }
      this.read.add(manifest.path);
    }
    this.name(list);
    this.read.add(list);
  }

  private name(location: string): void {
    const path = this.pathOf(location);
    if (path !== null) this.paths.add(path);
  }

  private required(location: string): string {
    const path = this.pathOf(location);
    if (path === null) throw new Error(`${location} is outside the warehouse`);
    return path;
  }
}
