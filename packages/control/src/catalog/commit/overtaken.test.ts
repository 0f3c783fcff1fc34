import { describe, expect, it } from 'vitest';
import { doc, tableMetadata } from '../testing/metadata';
import { NewestCommits, refuseOvertaken } from './overtaken';

const file = { location: '/w/db/t/metadata/2.metadata.json', text: '', metadata: tableMetadata() };
const ident = { namespace: ['db'], name: 't' };
const change = (snapshotId: number, base: number, update = 'add-snapshot') => ({
  ident,
  requirements: [doc(`{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":${base}}`)],
  updates: [
    doc(
      `{"action":"${update}","updates":{},"snapshot":{"snapshot-id":${snapshotId},"manifest-list":"/w/db/t/metadata/${snapshotId}.avro"}}`,
    ),
  ],
});

describe('commits that were overtaken in line', () => {
  it('are told from what the newest commit left, but only if it finished after they came', () => {
    const commits = new NewestCommits();
    const early = commits.arrive(['t']);
    commits.committed('t', file);
    const late = commits.arrive(['t']);
    expect(commits.after('t', early.at)).toBe(file);
    expect(commits.after('t', late.at)).toBeNull();
    expect(commits.after('other', early.at)).toBeNull();
    early.leave();
    late.leave();
    expect(commits.after('t', 0)).toBeNull();
  });

  it('are refused when their base is gone, and go on when it is the newest', () => {
    expect(() => refuseOvertaken(change(3, 1), file)).toThrow(/main has changed/);
    expect(() => refuseOvertaken(change(3, 2), file)).not.toThrow();
    expect(() => refuseOvertaken(change(3, 1), null)).not.toThrow();
  });

  it('are looked at in full when they may be repeats of what landed', () => {
    expect(() => refuseOvertaken(change(2, 1), file)).not.toThrow();
    expect(() => refuseOvertaken(change(3, 1, 'set-properties'), file)).not.toThrow();
  });
});
