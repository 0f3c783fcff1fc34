import { Decompress } from 'fzstd';
import { GrowingBuffer } from './growing-buffer';

/** Zstandard frames (RFC 8878). Throws when they are damaged or unpack to more than `most` bytes. */
export function unpackZstd(compressed: Buffer, most: number): Buffer {
  const output = new GrowingBuffer(compressed.length * 4, most);
  new Decompress((chunk) => output.append(chunk)).push(compressed, true);
  return output.finish();
}
