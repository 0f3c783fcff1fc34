import { parseLossless, stringifyLossless } from '@penstock/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asLong, sameJson } from './json-object';

const numberText = fc.oneof(
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.tuple(fc.nat(), fc.nat()).map(([whole, part]) => `${whole}.${part}0`),
);
const key = fc.string().filter((text) => text !== '__proto__');
const { document } = fc.letrec<{ document: string }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    numberText,
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null'),
    fc.array(tie('document'), { maxLength: 4 }).map((entries) => `[${entries.join(',')}]`),
    fc.dictionary(key, tie('document'), { maxKeys: 4 }).map(
      (entries) =>
        `{${Object.entries(entries)
          .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
          .join(',')}}`,
    ),
  ),
}));

describe('documents', () => {
  it('come back byte for byte, whatever their numbers', () => {
    fc.assert(fc.property(document, (text) => stringifyLossless(parseLossless(text)) === text));
  });
  it('equal themselves when they are parsed again', () => {
    fc.assert(fc.property(document, (text) => sameJson(parseLossless(text), parseLossless(text))));
  });
  it('differ by a number, a key or the length of a list', () => {
    for (const [a, b] of [
      ['1', '2'],
      ['{"a":1}', '{"b":1}'],
      ['[1]', '[1,1]'],
      ['{}', '[]'],
      ['null', '{}'],
      ['"1"', '1'],
    ]) {
      expect(sameJson(parseLossless(a ?? ''), parseLossless(b ?? ''))).toBe(false);
    }
  });
});

describe('64-bit integers', () => {
  it.each(['9223372036854775807', '-9223372036854775808', '0'])('%s is one', (text) => {
    expect(asLong(parseLossless(text), 'x')).toBe(BigInt(text));
  });
  it.each(['9223372036854775808', '1.0', '1e3', '"1"', 'null', '[]'])('%s is none', (text) => {
    expect(() => asLong(parseLossless(text), 'x')).toThrow(/integer/);
  });
});
