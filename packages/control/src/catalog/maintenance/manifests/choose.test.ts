import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMerges } from './choose';
import type { ListEntry } from './list-entry';

let last = 0;
const entry = (files: number, more: Partial<ListEntry> = {}): ListEntry => {
  last += 1;
  const sequenceNumber = BigInt(last);
  return {
    ...{ record: {}, path: `m${last}`, bytes: files * 100, specId: 0, deletes: false },
    ...{ sequenceNumber, snapshotId: sequenceNumber, files, ...more },
  };
};
const entries = (count: number, files: number, more: Partial<ListEntry> = {}) =>
  Array.from({ length: count }, () => entry(files, more));
const settings = { count: 4, maxBytes: 1_000_000 };

describe('chooseMerges', () => {
  it('waits until there are enough manifests of one size', () => {
    expect(chooseMerges([...entries(3, 1), ...entries(3, 4)], settings)).toEqual([]);
    expect(chooseMerges([...entries(4, 1), ...entries(3, 4)], settings).map((group) => group.length)).toEqual(
      [4],
    );
  });

  it('leaves delete manifests, other specs and full manifests alone', () => {
    const others = [...entries(4, 1, { deletes: true }), ...entries(4, 1, { bytes: 1_000_000 })];
    expect(chooseMerges([...others, ...entries(2, 1), ...entries(2, 1, { specId: 1 })], settings)).toEqual(
      [],
    );
  });

  it('makes no manifest above the wanted size', () => {
    const [group] = chooseMerges(entries(8, 1, { bytes: 300_000 }), settings);
    expect(group).toHaveLength(3);
  });

  it('keeps the number of manifests logarithmic, whatever is appended', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 100, maxLength: 400 }), (sizes) => {
        let list: ListEntry[] = [];
        let files = 0;
        for (const size of sizes) {
          files += size;
          list.push(entry(size));
          for (const group of chooseMerges(list, settings)) {
            const sum = group.reduce((total, each) => total + each.files, 0);
            list = [...list.filter((each) => !group.includes(each)), entry(sum)];
          }
        }
        expect(list.reduce((total, each) => total + each.files, 0)).toBe(files);
        // at most count - 1 in each of log4(2400) + 1 sizes, and one group that waits for the next commit
        expect(list.length).toBeLessThanOrEqual(4 * 7);
      }),
      { numRuns: 50 },
    );
  });
});
