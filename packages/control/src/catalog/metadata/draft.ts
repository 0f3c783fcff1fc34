import { asObject, type JsonObject, jsonLong, longAt, objectsAt, optionalLongAt } from '../json/json-object';

/** First partition field id of the table format; an unpartitioned table stands one below. */
export const firstPartitionFieldId = 1000n;

/**
 * Table metadata while updates are applied. `doc` is a shallow copy: an update replaces arrays and objects and never
 * changes those of the base, so that cached metadata stays as it was read.
 */
export class MetadataDraft {
  readonly doc: JsonObject;
  readonly addedSnapshots: JsonObject[] = [];
  /** An id stands for one snapshot for ever: none of these is added anew, or a ref to it would change what it shows. */
  readonly removedSnapshotIds = new Set<bigint>();
  lastAddedSchemaId: bigint | null = null;
  lastAddedSpecId: bigint | null = null;
  lastAddedSortOrderId: bigint | null = null;

  constructor(
    base: JsonObject | null,
    /** Milliseconds since 1970, from the catalog's clock. */
    readonly nowMs: bigint,
  ) {
    this.doc = base === null ? emptyMetadata() : { ...base };
  }

  objects(key: string): JsonObject[] {
    return objectsAt(this.doc, key);
  }

  long(key: string): bigint {
    return longAt(this.doc, key);
  }

  optionalLong(key: string): bigint | null {
    return optionalLongAt(this.doc, key);
  }

  object(key: string): JsonObject {
    return asObject(this.doc[key] ?? {}, key);
  }

  setLong(key: string, value: bigint): void {
    this.doc[key] = jsonLong(value);
  }

  append(key: string, entry: JsonObject): void {
    this.doc[key] = [...this.objects(key), entry];
  }
}

/** The state that a table creation's updates are applied to (Iceberg table spec, format version 2). */
function emptyMetadata(): JsonObject {
  return {
    'format-version': jsonLong(2),
    'last-sequence-number': jsonLong(0),
    'last-updated-ms': jsonLong(0),
    'last-column-id': jsonLong(0),
    schemas: [],
    'partition-specs': [],
    'last-partition-id': jsonLong(firstPartitionFieldId - 1n),
    'sort-orders': [],
    properties: {},
    'current-snapshot-id': jsonLong(-1),
    refs: {},
    snapshots: [],
    statistics: [],
    'partition-statistics': [],
    'snapshot-log': [],
    'metadata-log': [],
  };
}
