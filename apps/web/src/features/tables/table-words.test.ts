import type { TableDetailAnswer, TableSnapshot, TableUpkeepAnswer } from '@penstock/control/contracts';
import { describe, expect, it } from 'vitest';
import { doneWords, isNothing, keepingWords, stayWords, tableHref } from './table-words';

const day = 86_400_000;
const keeping: TableDetailAnswer['keeping'] = {
  ...{ expires: true, maxSnapshots: 500, maxAgeMs: String(5 * day), minSnapshots: '1', graceMs: day / 24 },
};
const nothing: TableUpkeepAnswer = {
  ...{ dryRun: true, snapshots: 0, refs: [], manifests: { merged: 0, into: 0 } },
  ...{ deleted: { files: 0, bytes: 0 }, waiting: { files: 3, bytes: 3 } },
};

describe('the words of the tables page', () => {
  it('keep dots and slashes of names apart from levels', () => {
    expect(tableHref({ namespace: ['a.b', 'c'], table: 'd/e' })).toBe('/tables/a.b/c/d%2Fe');
  });

  it('say how long snapshots are kept', () => {
    expect(keepingWords(keeping)).toContain(
      'for 5 d and the newest 500 at most; their files go 60 min later',
    );
    expect(keepingWords({ ...keeping, maxSnapshots: null, minSnapshots: '3' })).toContain(
      'for 5 d, at least 3;',
    );
    expect(keepingWords({ ...keeping, expires: false })).toContain('gc.enabled');
  });

  it('say when a snapshot goes, and nothing while something keeps it', () => {
    const snapshot = (more: Partial<TableSnapshot>) =>
      ({ due: false, expiresAt: null, ...more }) as TableSnapshot;
    expect(stayWords(snapshot({ due: true }), 0)).toBe('with the next upkeep');
    const at = { expiresAt: new Date(2 * day).toISOString(), estimated: false };
    expect(stayWords(snapshot(at), day)).toBe('in 24 h');
    expect(stayWords(snapshot({ ...at, estimated: true }), day)).toBe('in about 24 h');
    expect(stayWords(snapshot({}), 0)).toBe('');
  });

  it('say what was done, not what was meant', () => {
    expect(doneWords(nothing)).toBe('There was nothing to do any more.');
    expect(doneWords({ ...nothing, snapshots: 1, deleted: { files: 2, bytes: 2048 } })).toBe(
      '1 snapshot expired, 2 files (2.0 KB) deleted.',
    );
    expect(doneWords({ ...nothing, refs: ['audit', 'old'] })).toBe('audit, old removed.');
  });

  it('know a plan that would do nothing', () => {
    expect(isNothing(nothing)).toBe(true);
    for (const plan of [{ snapshots: 1 }, { refs: ['old'] }, { manifests: { merged: 50, into: 1 } }])
      expect(isNothing({ ...nothing, ...plan })).toBe(false);
  });
});
