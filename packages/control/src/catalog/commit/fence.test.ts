import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json/json-object';
import { checkSequence, isRepeat, positionsSetBy } from './fence';

const id = '00000000-0000-4000-8000-000000000001';
const value = (epoch: number, seq: number, commitId: string) =>
  JSON.stringify({ epoch: `${epoch}`, seq: `${seq}`, commitId });
const stored = (text: string | null) =>
  text === null ? null : { file: { metadata: { properties: { [`penstock.${id}`]: text } } as JsonObject } };
const own = { kind: 'deployment', deploymentId: id, epoch: 1n, tokenHash: '' } as const;

/** A change that sets a position on a table that holds one. */
const change = (before: string | null, set: string) => ({
  current: stored(before),
  positions: positionsSetBy([{ action: 'set-properties', updates: { [`penstock.${id}`]: set } }], own),
});

describe('the sequence of positions', () => {
  it('begins at 1 and goes up by one, also into a new epoch', () => {
    expect(() => checkSequence([change(null, value(1, 1, 'a'))])).not.toThrow();
    expect(() => checkSequence([change(value(1, 5, 'a'), value(2, 6, 'b'))])).not.toThrow();
    for (const seq of [0, 2])
      expect(() => checkSequence([change(null, value(1, seq, 'a'))])).toThrow(/^fenced/);
    for (const seq of [4, 5, 7])
      expect(() => checkSequence([change(value(1, 5, 'a'), value(1, seq, 'b'))])).toThrow(/^fenced/);
  });
  it('of two tables goes on from the higher one, in both', () => {
    const move = (seq: number) => [
      change(value(1, 9, 'x'), value(1, seq, 'm')),
      change(value(1, 4, 'y'), value(1, seq, 'm')),
    ];
    expect(() => checkSequence(move(10))).not.toThrow();
    expect(() => checkSequence(move(5))).toThrow(/^fenced/);
    expect(() => checkSequence([...move(10).slice(0, 1), ...move(5).slice(1)])).toThrow(/^fenced/);
  });
});

describe('a repeat', () => {
  it('is the stored commit id with the stored epoch and seq, in every table', () => {
    const same = change(value(1, 5, 'a'), value(1, 5, 'a'));
    expect(isRepeat([same])).toBe(true);
    expect(isRepeat([same, change(value(1, 5, 'other'), value(1, 5, 'a'))])).toBe(false);
    expect(isRepeat([change(value(1, 5, 'a'), value(1, 6, 'a'))])).toBe(false);
    expect(isRepeat([change(value(1, 5, 'a'), value(2, 5, 'a'))])).toBe(false);
    expect(isRepeat([change(null, value(1, 1, 'a'))])).toBe(false);
    expect(isRepeat([])).toBe(false);
  });
});
