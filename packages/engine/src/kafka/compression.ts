import { gunzipSync } from 'node:zlib';
import { PenstockError } from '@penstock/common';

/** Bits 0–2 of a record batch's attributes. */
const NAMES = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
/** A batch that unpacks to more than this is an attack or a mistake. */
const MAX_UNPACKED = 512 << 20;

const codecs: Record<number, (compressed: Buffer) => Buffer> = {
  1: (compressed) => gunzipSync(compressed, { maxOutputLength: MAX_UNPACKED }),
};

/** Unpacks the records of a batch. Throws `refused` with the codec's name when it is not built in. */
export function decompress(codec: number, compressed: Buffer): Buffer {
  const unpack = codecs[codec];
  if (unpack === undefined) {
    throw new PenstockError(
      'refused',
      `The topic's messages are compressed with ${NAMES[codec] ?? `codec ${codec}`}, which the embedded engine cannot read yet; it reads: none, gzip.`,
    );
  }
  return unpack(compressed);
}
