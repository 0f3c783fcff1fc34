import { gunzipSync } from 'node:zlib';
import { PenstockError } from '@penstock/common';
import { unpackLz4 } from './lz4-frame';
import { unpackSnappy } from './snappy';
import { unpackZstd } from './zstd';

/** A batch that unpacks to more than this is an attack or a mistake. */
const MAX_UNPACKED = 512 << 20;

/** Bits 0–2 of a record batch's attributes. */
const codecs: Record<number, (compressed: Buffer) => Buffer> = {
  1: (compressed) => gunzipSync(compressed, { maxOutputLength: MAX_UNPACKED }),
  2: (compressed) => unpackSnappy(compressed, MAX_UNPACKED),
  3: (compressed) => unpackLz4(compressed, MAX_UNPACKED),
  4: (compressed) => unpackZstd(compressed, MAX_UNPACKED),
};

/** Unpacks the records of a batch. Throws `refused` for a codec that Kafka does not have today. */
export function decompress(codec: number, compressed: Buffer): Buffer {
  const unpack = codecs[codec];
  if (unpack === undefined) {
    throw new PenstockError(
      'refused',
      `The topic's messages are compressed in a way that is not known here (codec ${codec}); known are: none, gzip, snappy, lz4, zstd.`,
    );
  }
  return unpack(compressed);
}
