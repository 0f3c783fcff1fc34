import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaOf, type Totals, zeroTotals } from './totals';

const totals = (value: bigint): Totals => {
  const text = value.toString();
  return { in: text, out: text, filtered: text, setAside: text, bytesIn: text, bytesOut: text };
};

describe('metric deltas', () => {
  it('add up to the last total, whatever reports were repeated in between', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(0n, 1n << 60n), fc.integer({ min: 1, max: 3 }))), (steps) => {
        let total = 0n;
        let counted = 0n;
        let before = zeroTotals;
        for (const [step, times] of steps) {
          total += step;
          for (let i = 0; i < times; i += 1) {
            counted += deltaOf(before, totals(total)).recordsIn;
            before = totals(total);
          }
        }
        expect(counted).toBe(total);
      }),
    );
  });

  it('are never negative after the position was set back', () => {
    expect(deltaOf(totals(100n), totals(40n)).recordsOut).toBe(0n);
  });
});
