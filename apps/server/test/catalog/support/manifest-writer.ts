import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import avro, { type Schema, type Type } from 'avsc';

const longField = (name: string, id: number) => ({ name, type: { type: 'long' }, 'field-id': id });
const intField = (name: string, id: number) => ({ name, type: { type: 'int' }, 'field-id': id });
const stringField = (name: string, id: number) => ({ name, type: { type: 'string' }, 'field-id': id });
const nullableLong = (name: string, id: number) => ({
  name,
  type: ['null', { type: 'long' }],
  'field-id': id,
});

/** Iceberg spec, "Manifests", what a reader needs of an unpartitioned table's. */
const manifestEntry = {
  type: 'record',
  name: 'manifest_entry',
  fields: [
    intField('status', 0),
    nullableLong('snapshot_id', 1),
    nullableLong('sequence_number', 3),
    nullableLong('file_sequence_number', 4),
    {
      name: 'data_file',
      'field-id': 2,
      type: {
        type: 'record',
        name: 'data_file',
        fields: [
          intField('content', 134),
          stringField('file_path', 100),
          stringField('file_format', 101),
          { name: 'partition', 'field-id': 102, type: { type: 'record', name: 'partition', fields: [] } },
          longField('record_count', 103),
          longField('file_size_in_bytes', 104),
        ],
      },
    },
  ],
};

/** Iceberg spec, "Manifest Lists". */
const manifestFile = {
  type: 'record',
  name: 'manifest_file',
  fields: [
    stringField('manifest_path', 500),
    longField('manifest_length', 501),
    intField('partition_spec_id', 502),
    intField('content', 517),
    longField('sequence_number', 515),
    longField('min_sequence_number', 516),
    longField('added_snapshot_id', 503),
    intField('added_files_count', 504),
    intField('existing_files_count', 505),
    intField('deleted_files_count', 506),
    longField('added_rows_count', 512),
    longField('existing_rows_count', 513),
    longField('deleted_rows_count', 514),
  ],
};

const bigintLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

const typeHook = (schema: Schema): Type | undefined =>
  typeof schema === 'object' && 'type' in schema && schema.type === 'long' ? bigintLong : undefined;

const types = new Map<object, Type>();

function typeOf(schema: object): Type {
  const type = types.get(schema) ?? avro.Type.forSchema(schema as Schema, { typeHook });
  types.set(schema, type);
  return type;
}

async function writeAvro(
  path: string,
  schema: object,
  metadata: Record<string, string>,
  records: unknown[],
): Promise<void> {
  const type = typeOf(schema);
  // The full schema keeps the field ids, which avsc's own types drop.
  const entries = Object.entries({ ...metadata, 'avro.schema': JSON.stringify(schema) });
  const header = Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value)]));
  const encoder = new avro.streams.BlockEncoder(type, { metadata: header } as object);
  const file = encoder.pipe(createWriteStream(path));
  for (const record of records) encoder.write(record);
  encoder.end();
  await once(file, 'close');
}

export type NewDataFile = { path: string; rows: bigint; bytes: bigint };

export async function writeManifest(path: string, tableSchema: string, file: NewDataFile): Promise<void> {
  const metadata = {
    schema: tableSchema,
    'schema-id': '0',
    'partition-spec': '[]',
    'partition-spec-id': '0',
    'format-version': '2',
    content: 'data',
  };
  const dataFile = {
    content: 0,
    file_path: file.path,
    file_format: 'PARQUET',
    partition: {},
    record_count: file.rows,
    file_size_in_bytes: file.bytes,
  };
  await writeAvro(path, manifestEntry, metadata, [
    { status: 1, snapshot_id: null, sequence_number: null, file_sequence_number: null, data_file: dataFile },
  ]);
}

export async function writeManifestList(
  path: string,
  snapshot: { id: bigint; parent: bigint | null; sequence: bigint },
  entries: Record<string, unknown>[],
): Promise<void> {
  const metadata = {
    'snapshot-id': String(snapshot.id),
    'parent-snapshot-id': String(snapshot.parent),
    'sequence-number': String(snapshot.sequence),
    'format-version': '2',
  };
  await writeAvro(path, manifestFile, metadata, entries);
}
