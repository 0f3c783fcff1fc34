import { type LosslessJson, LosslessNumber } from '@penstock/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJson } from './json-text';
import { parseJson } from './parse-json';

/** Texts of numbers that a JavaScript number would change, and ordinary ones. */
const numberText = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }).map(String),
  fc.constantFrom('0', '-0', '1.10', '1e400', '-2.5E-7', '0.000', '1E+2'),
);
const stringText = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0041"', '"\\/"', '"\\ud83d\\ude00"', '"__proto__"', '"\\\\"', '"a\\"b"', '"😀"'),
);
const space = fc.constantFrom('', '', ' ', '\n\t', '\r\n');

const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('true', 'false', 'null'),
    numberText,
    stringText,
    fc
      .tuple(space, fc.array(tie('value'), { maxLength: 4 }))
      .map(([gap, items]) => `[${gap}${items.join(`${gap},`)}${gap}]`),
    fc
      .tuple(
        space,
        fc.uniqueArray(fc.tuple(stringText, tie('value')), {
          selector: ([key]) => JSON.parse(key),
          maxLength: 4,
        }),
      )
      .map(
        ([gap, entries]) =>
          `{${gap}${entries.map(([key, entry]) => `${key}${gap}:${gap}${entry}`).join(`,${gap}`)}${gap}}`,
      ),
  ),
}));

/** What JSON.parse makes of it, numbers as their text: another reader's opinion. */
function plain(value: LosslessJson): unknown {
  if (value instanceof LosslessNumber) return Number(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: plain(entry),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

describe('parseJson and writeJson', () => {
  it('what is not changed comes back byte for byte, whatever it is', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const document = parseJson(`{"kept":${text}}`) as { kept: LosslessJson };
        expect(writeJson(document)).toBe(
          `{"kept":${typeof document.kept === 'string' ? JSON.stringify(document.kept) : text}}`,
        );
        expect(writeJson({ ...document, more: null })).toContain(writeJson(document.kept));
      }),
      { numRuns: 500 },
    );
  });

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const near = fc.tuple(
      jsonText,
      fc.nat(),
      fc.constantFrom('', '"', '\\', ',', '}', ']', '0', '\u0001', '{'),
    );
    fc.assert(
      fc.property(near, ([text, place, put]) => {
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + put + text.slice(at + 1);
        const known = (() => {
          try {
            return { value: JSON.parse(damaged) };
          } catch {
            return null;
          }
        })();
        if (known === null) expect(() => parseJson(damaged)).toThrow(/JSON/);
        else
          try {
            expect(plain(parseJson(damaged))).toEqual(known.value);
          } catch (error) {
            expect(String(error)).toMatch(/names the key .* twice/);
          }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a key twice', '{"a":1,"a":2}', /names the key "a" twice/],
    ['a key twice, spelled differently', '{"a":1,"\\u0061":1}', /twice/],
    ['deep nesting', '['.repeat(100_000), /deeper than 500/],
    ['millions of values', `[${'0,'.repeat(4_000_001)}0]`, /more than 4000000 values/],
  ])('refuses %s', (_what, text, message) => {
    expect(() => parseJson(text)).toThrow(message);
  });

  it('a string of many millions of characters is read in one go', () => {
    const text = JSON.stringify('\\"x'.repeat(5_000_000));
    expect(parseJson(text)).toHaveLength(15_000_000);
  });
});
