import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json/json-object';
import { checkAdoptions } from './adoption';
import { positionsSetBy } from './fence';

const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
type Value = {
  seq: number;
  commitId: string;
  choice?: string;
  adopted?: { deploymentId: string; commitId: string };
};
const text = ({ seq, ...rest }: Value) => JSON.stringify({ epoch: '1', seq: `${seq}`, ...rest });

/** A table that holds the positions, and a deployment that sets its own. */
function commit(held: Record<string, Value>, deploymentId: string, value: Value) {
  const properties = Object.fromEntries(Object.entries(held).map(([id, v]) => [`penstock.${id}`, text(v)]));
  const updates = [{ action: 'set-properties', updates: { [`penstock.${deploymentId}`]: text(value) } }];
  const principal = { kind: 'deployment', deploymentId, epoch: 1n, tokenHash: '' } as const;
  const current = { file: { metadata: { properties } as JsonObject } };
  return () => checkAdoptions([{ current, positions: positionsSetBy(updates, principal) }]);
}

const adopted = { deploymentId: one, commitId: 'a5' };
const before = { [one]: { seq: 5, commitId: 'a5' } };

describe('going on from another deployment’s position', () => {
  it('needs that position as it was read', () => {
    expect(commit(before, two, { seq: 1, commitId: 'b1', adopted })).not.toThrow();
    const movedOn = { [one]: { seq: 6, commitId: 'a6' } };
    expect(commit(movedOn, two, { seq: 1, commitId: 'b1', adopted })).toThrow(/has moved on/);
    expect(commit({}, two, { seq: 1, commitId: 'b1', adopted })).toThrow(/has moved on/);
  });

  it('is asked for once: later commits carry it along', () => {
    const held = { [one]: { seq: 9, commitId: 'a9' }, [two]: { seq: 1, commitId: 'b1', adopted } };
    expect(commit(held, two, { seq: 2, commitId: 'b2', adopted })).not.toThrow();
  });

  it('ends the commits of the one that was left, until a person chooses its start anew', () => {
    const held = { ...before, [two]: { seq: 3, commitId: 'b3', adopted } };
    expect(commit(held, one, { seq: 6, commitId: 'a6' })).toThrow(/went on from this position/);
    expect(commit(held, one, { seq: 6, commitId: 'a6', choice: 'c' })).not.toThrow();
    const back = { seq: 6, commitId: 'a6', choice: 'c', adopted: { deploymentId: two, commitId: 'b3' } };
    expect(commit(held, one, back)).not.toThrow();
    const after = { [one]: back, [two]: { seq: 3, commitId: 'b3', adopted } };
    expect(commit(after, one, { ...back, seq: 7, commitId: 'a7' })).not.toThrow();
    expect(commit(after, two, { seq: 4, commitId: 'b4', adopted })).toThrow(/went on from this position/);
  });
});
