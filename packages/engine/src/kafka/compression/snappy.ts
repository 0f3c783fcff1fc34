/// <reference path="./snappyjs.d.ts" />
import { uncompress } from 'snappyjs';
import { GrowingBuffer } from './growing-buffer';

/** How the Java client frames its blocks: this magic, two versions, then blocks with their length before them. */
const JAVA_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const JAVA_HEADER = 16;

/** Snappy as the Java client frames it, or one raw block as other clients write it. */
export function unpackSnappy(compressed: Buffer, most: number): Buffer {
  if (!compressed.subarray(0, JAVA_MAGIC.length).equals(JAVA_MAGIC)) return uncompress(compressed, most);
  const output = new GrowingBuffer(compressed.length * 4, most);
  let at = JAVA_HEADER;
  while (at < compressed.length) {
    const length = compressed.readInt32BE(at);
    const end = at + 4 + length;
    if (length < 0 || end > compressed.length) throw new RangeError('a snappy block reaches past its batch');
    output.append(uncompress(compressed.subarray(at + 4, end), most));
    at = end;
  }
  return output.finish();
}
