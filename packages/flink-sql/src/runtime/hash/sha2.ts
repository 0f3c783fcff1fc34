import type { RuntimeFunction } from '../runtime-function';
import { utf8Bytes } from '../text/java-text';
import { roundConstants, startOfSha384, startOfSha512 } from './sha2-words';

interface Variant {
  readonly bits: 32 | 64;
  readonly rounds: number;
  readonly constants: readonly bigint[];
  /** Rotations (the third of the small ones is a shift), in the order of FIPS 180-4. */
  readonly big0: Turns;
  readonly big1: Turns;
  readonly small0: Turns;
  readonly small1: Turns;
}
type Turns = readonly [bigint, bigint, bigint];

const WIDE: Variant = {
  bits: 64,
  rounds: 80,
  constants: roundConstants,
  big0: [28n, 34n, 39n],
  big1: [14n, 18n, 41n],
  small0: [1n, 8n, 7n],
  small1: [19n, 61n, 6n],
};
const NARROW: Variant = {
  bits: 32,
  rounds: 64,
  constants: roundConstants.slice(0, 64).map((c) => c >> 32n),
  big0: [2n, 13n, 22n],
  big1: [6n, 11n, 25n],
  small0: [7n, 18n, 3n],
  small1: [17n, 19n, 10n],
};

/** The digest as hexadecimal digits. DuckDB has SHA-256 only. */
function digest(bytes: Uint8Array, variant: Variant, start: readonly bigint[], digits: number): string {
  const { bits } = variant;
  const blockSize = bits * 2;
  const lengthSize = bits / 4;
  const total = Math.ceil((bytes.length + 1 + lengthSize) / blockSize) * blockSize;
  const padded = new Uint8Array(total);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(total - 8, BigInt(bytes.length) * 8n);
  let state = start;
  for (let at = 0; at < total; at += blockSize) state = compress(state, view, at, variant);
  return state
    .map((word) => word.toString(16).padStart(bits / 4, '0'))
    .join('')
    .slice(0, digits);
}

function compress(state: readonly bigint[], view: DataView, at: number, variant: Variant): readonly bigint[] {
  const { bits, rounds, constants } = variant;
  const mask = (1n << BigInt(bits)) - 1n;
  const width = BigInt(bits);
  const turn = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (width - by))) & mask;
  const big = (x: bigint, [a, b, c]: Turns): bigint => turn(x, a) ^ turn(x, b) ^ turn(x, c);
  const small = (x: bigint, [a, b, c]: Turns): bigint => turn(x, a) ^ turn(x, b) ^ (x >> c);
  const words: bigint[] = [];
  const word = (i: number): bigint => words[i] ?? 0n;
  for (let i = 0; i < rounds; i++) {
    if (i >= 16)
      words.push(
        (small(word(i - 2), variant.small1) +
          word(i - 7) +
          small(word(i - 15), variant.small0) +
          word(i - 16)) &
          mask,
      );
    else words.push(bits === 64 ? view.getBigUint64(at + i * 8) : BigInt(view.getUint32(at + i * 4)));
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let i = 0; i < rounds; i++) {
    const first = h + big(e, variant.big1) + ((e & f) ^ (~e & mask & g)) + (constants[i] ?? 0n) + word(i);
    const second = big(a, variant.big0) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & mask, c, b, a, (first + second) & mask];
  }
  return [a, b, c, d, e, f, g, h].map((value, i) => (value + (state[i] ?? 0n)) & mask);
}

export function sha224(bytes: Uint8Array): string {
  const start = startOfSha384.map((word) => word & 0xffffffffn);
  return digest(bytes, NARROW, start, 56);
}
export function sha384(bytes: Uint8Array): string {
  return digest(bytes, WIDE, startOfSha384, 96);
}
export function sha512(bytes: Uint8Array): string {
  return digest(bytes, WIDE, startOfSha512, 128);
}

const ofBytes = { sha224, sha384, sha512 };

export const hashFunctions: readonly RuntimeFunction[] = Object.entries(ofBytes).flatMap(([name, hash]) => [
  { name: `flink_${name}_bytes`, parameters: ['BLOB'], result: 'VARCHAR', call: hash },
  {
    name: `flink_${name}`,
    parameters: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text: string) => hash(utf8Bytes(text)),
  },
]);
