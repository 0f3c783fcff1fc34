import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelay } from './backoff';

describe('retry delay', () => {
  it('is nothing for the first restart, then grows to two minutes', () => {
    const exact = (failures: number) => retryDelay(failures, () => 0.5);
    expect([1, 2, 3, 4, 8, 9, 50].map(exact)).toEqual([0, 1_000, 2_000, 4_000, 64_000, 120_000, 120_000]);
  });

  it('stays within a quarter of that, for any number of failures', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const middle = retryDelay(failures, () => 0.5);
          const delay = retryDelay(failures, () => random);
          expect(Math.abs(delay - middle)).toBeLessThanOrEqual(middle * 0.25 + 1);
        },
      ),
    );
  });
});
