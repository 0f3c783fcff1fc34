import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import avro, { type Schema, type Type } from 'avsc';
import { parseSchema } from '../../files/avro';

type AvroRecord = Record<string, unknown>;

/** A whole Avro object container file; longs as bigint. `schema` is its text, with the attributes (field ids) of Iceberg. */
export type Container = { type: Type; header: Record<string, Buffer>; schema: string; records: AvroRecord[] };

export async function readContainer(path: string): Promise<Container> {
  const found: { type?: Type; header: Record<string, Buffer> } = { header: {} };
  const decoder = new avro.streams.BlockDecoder({
    parseHook: (schema) => {
      found.type = parseSchema(schema);
      return found.type;
    },
  });
  decoder.on('metadata', (_type: Type, _codec: string, header: { meta: Record<string, Buffer> }) => {
    found.header = header.meta;
  });
  const records: AvroRecord[] = [];
  const bytes = await readFile(path);
  await new Promise<void>((resolve, reject) => {
    decoder.on('data', (record: AvroRecord) => records.push(record));
    decoder.on('end', resolve);
    decoder.on('error', reject);
    Readable.from([bytes]).on('error', reject).pipe(decoder);
  });
  if (found.type === undefined) throw new Error(`${path} has no Avro schema`);
  const schema = found.header['avro.schema']?.toString('utf8') ?? '';
  return { type: found.type, header: found.header, schema, records };
}

/** Writes records with the type and header of files that were read; deflated. The commit syncs the file. */
export async function writeContainer(
  path: string,
  { type, header }: Pick<Container, 'type' | 'header'>,
  records: Iterable<AvroRecord>,
): Promise<void> {
  const { 'avro.codec': _codec, ...metadata } = header;
  // The header's schema is the text that was read: avsc's own would lose the field ids.
  const options = { codec: 'deflate', metadata };
  const encoder = new avro.streams.BlockEncoder(type as unknown as Schema, options);
  await pipeline(Readable.from(records), encoder, createWriteStream(path, { flags: 'wx' }));
}
