import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import avro, { type Schema, type Type } from 'avsc';

/** Avro's long as bigint: snapshot ids do not fit a JavaScript number. */
const bigintLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: (value: number | string) => BigInt(value),
  toJSON: (value: bigint) => value.toString(),
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

/** Writers spell the type `"long"` or `{"type":"long"}`; logical types on it (timestamps) are longs all the same. */
const isLong = (schema: Schema): boolean =>
  schema === 'long' || (typeof schema === 'object' && 'type' in schema && schema.type === 'long');

const typeHook = (schema: Schema): Type | undefined => (isLong(schema) ? bigintLong : undefined);

/** Types by the text of their schema: a table's manifests have one or two schemas, and compiling takes longer than reading. */
const types = new Map<string, Type>();
const typesKept = 64;

export function parseSchema(schema: Schema): Type {
  const key = JSON.stringify(schema);
  const known = types.get(key);
  if (known !== undefined) return known;
  if (types.size >= typesKept) types.clear();
  const type = avro.Type.forSchema(schema, { typeHook });
  types.set(key, type);
  return type;
}

/** All records of an Avro object container file (codecs null and deflate), longs as bigint. */
export async function readAvro(path: string): Promise<Record<string, unknown>[]> {
  const bytes = await readFile(path);
  const decoder = new avro.streams.BlockDecoder({ parseHook: parseSchema });
  const records: Record<string, unknown>[] = [];
  await new Promise<void>((resolve, reject) => {
    decoder.on('data', (record: Record<string, unknown>) => records.push(record));
    decoder.on('end', resolve);
    decoder.on('error', reject);
    Readable.from([bytes]).on('error', reject).pipe(decoder);
  });
  return records;
}
