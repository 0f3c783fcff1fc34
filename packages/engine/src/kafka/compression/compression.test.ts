import { gzipSync } from 'node:zlib';
import { compress } from 'snappyjs';
import { describe, expect, it } from 'vitest';
import { decompress } from '.';
import { unpackLz4 } from './lz4-frame';
import { unpackSnappy } from './snappy';
import { unpackZstd } from './zstd';

const text = Buffer.from('{"n":1,"text":"abcabcabcabc"}\n'.repeat(100));

const lz4Header = (flags: number) => Buffer.from([0x04, 0x22, 0x4d, 0x18, flags, 0x40, 0x00]);
const block = (bytes: Buffer, raw = false) => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE((bytes.length | (raw ? 0x80000000 : 0)) >>> 0);
  return Buffer.concat([size, bytes]);
};
const end = Buffer.alloc(4);
/** Four literals, then a match of eight bytes that overlaps itself, then one literal. */
const sequences = Buffer.from([0x44, 0x61, 0x62, 0x63, 0x64, 0x04, 0x00, 0x10, 0x21]);

describe('compressed batches, besides what the real broker’s tests read', () => {
  it('gzip', () => expect(decompress(1, gzipSync(text))).toEqual(text));

  it('snappy as one raw block, as clients other than the Java one write it', () =>
    expect(decompress(2, compress(text))).toEqual(text));

  it('lz4: matches that overlap, raw blocks, checksums, several frames, and matches into the block before', () => {
    const frame = Buffer.concat([
      lz4Header(0x54),
      block(sequences),
      Buffer.alloc(4),
      block(Buffer.from('raw'), true),
      Buffer.alloc(4),
      // No literals, then eight bytes from 16 back: the block before.
      block(Buffer.from([0x04, 0x10, 0x00, 0x10, 0x2e])),
      Buffer.alloc(4),
      end,
      Buffer.alloc(4),
    ]);
    expect(unpackLz4(Buffer.concat([frame, frame]), 1 << 20).toString()).toBe(
      'abcdabcdabcd!rawabcdabcd.'.repeat(2),
    );
  });

  it.each([
    ['a match before the frame', Buffer.from([0x14, 0x61, 0x09, 0x00, 0x10, 0x21])],
    ['literals past the block', Buffer.from([0xf0, 0x61])],
    ['a distance of nothing', Buffer.from([0x14, 0x61, 0x00, 0x00, 0x10, 0x21])],
  ])('damaged lz4 is an error and never bytes: %s', (_what, bytes) => {
    expect(() => unpackLz4(Buffer.concat([lz4Header(0x40), block(bytes), end]), 1 << 20)).toThrow(RangeError);
  });

  it('what unpacks to too much is an error', () => {
    expect(() => unpackSnappy(compress(text), 100)).toThrow(/too big/);
    const frame = Buffer.concat([lz4Header(0x40), block(sequences), end]);
    expect(() => unpackLz4(frame, 8)).toThrow(RangeError);
    // A frame of two blocks, each of which repeats one byte 128 KiB times.
    const zeros = Buffer.from('28b52ffda000000400' + '020010' + '00' + '030010' + '00', 'hex');
    expect(unpackZstd(zeros, 1 << 20).equals(Buffer.alloc(1 << 18))).toBe(true);
    expect(() => unpackZstd(zeros, 1 << 17)).toThrow(/unpacks to more/);
  });

  it('an unknown codec is named', () => expect(() => decompress(5, text)).toThrow(/codec 5/));
});
