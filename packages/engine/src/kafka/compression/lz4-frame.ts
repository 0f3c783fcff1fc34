import { GrowingBuffer } from './growing-buffer';

/** LZ4 frame format 1.6 (lz4_Frame_format.md). */
const MAGIC = 0x184d2204;
const FLAG = { blockChecksum: 0x10, contentSize: 0x08, contentChecksum: 0x04, dictionary: 0x01 };
const UNCOMPRESSED = 0x80000000;
const MIN_MATCH = 4;

/**
 * LZ4 frames, one behind the other. Checksums are not looked at: the record batch has one of its own. Throws a RangeError
 * when they are damaged or unpack to more than `most` bytes.
 */
export function unpackLz4(compressed: Buffer, most: number): Buffer {
  const output = new GrowingBuffer(compressed.length * 4, most);
  let at = 0;
  while (at < compressed.length) at = unpackFrame(compressed, at, output);
  return output.finish();
}

/** Returns where the frame ends. */
function unpackFrame(input: Buffer, start: number, output: GrowingBuffer): number {
  if (input.readUInt32LE(start) !== MAGIC) throw new RangeError('not an LZ4 frame');
  const flags = input.readUInt8(start + 4);
  if (flags & FLAG.dictionary) throw new RangeError('an LZ4 frame asks for a dictionary');
  const blockMost = 1 << (8 + 2 * ((input.readUInt8(start + 5) >> 4) & 7));
  const frameStart = output.used;
  let at = start + 7 + (flags & FLAG.contentSize ? 8 : 0);
  for (;;) {
    const word = input.readUInt32LE(at);
    at += 4;
    if (word === 0) break;
    const size = word & ~UNCOMPRESSED;
    const end = at + size;
    if (end > input.length) throw new RangeError('an LZ4 block reaches past its frame');
    if (word >= UNCOMPRESSED) output.append(input.subarray(at, end));
    else {
      output.reserve(blockMost);
      unpackBlock(input, at, end, output, frameStart);
    }
    at = end + (flags & FLAG.blockChecksum ? 4 : 0);
  }
  return at + (flags & FLAG.contentChecksum ? 4 : 0);
}

/** One block (lz4_Block_format.md). Matches may reach back into the blocks before it, as far as the frame goes. */
function unpackBlock(
  input: Buffer,
  from: number,
  end: number,
  output: GrowingBuffer,
  frameStart: number,
): void {
  const { bytes } = output;
  let at = from;
  let used = output.used;
  const extended = (first: number): number => {
    let length = first;
    for (let byte = 255; byte === 255 && at < end; length += byte) byte = input[at++] ?? 0;
    return length;
  };
  while (at < end) {
    const token = input[at++] ?? 0;
    const literals = token >> 4 === 15 ? extended(15) : token >> 4;
    if (at + literals > end || used + literals > bytes.length)
      throw new RangeError('LZ4 literals reach past their block');
    input.copy(bytes, used, at, at + literals);
    used += literals;
    at += literals;
    // The last sequence of a block has literals only.
    if (at >= end) break;
    const distance = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
    at += 2;
    const length = ((token & 15) === 15 ? extended(15) : token & 15) + MIN_MATCH;
    const source = used - distance;
    if (distance === 0 || source < frameStart || used + length > bytes.length)
      throw new RangeError('an LZ4 match reaches outside its frame');
    if (distance >= length) bytes.copyWithin(used, source, source + length);
    else for (let i = 0; i < length; i++) bytes[used + i] = bytes[source + i] ?? 0;
    used += length;
  }
  output.used = used;
}
