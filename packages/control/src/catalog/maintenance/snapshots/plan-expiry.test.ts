import { describe, expect, it } from 'vitest';
import { type JsonObject, jsonLong } from '../../json/json-object';
import { maintenanceLimits } from '../limits';
import { pinName } from './pins';
import { planExpiry } from './plan-expiry';

const hour = 3_600_000;
const now = 1_000 * hour;
const limits = { ...maintenanceLimits, maxSnapshots: 5, youngMs: 0 };

/** Snapshots 1 … n in a line, an hour apart, the newest now; `main` at the newest. */
function lineOf(n: number, refs: JsonObject = {}, properties: Record<string, string> = {}): JsonObject {
  const snapshots = Array.from({ length: n }, (_, index): JsonObject => {
    const id = index + 1;
    const at = jsonLong(now - (n - id) * hour);
    const snapshot: JsonObject = { 'snapshot-id': jsonLong(id), 'timestamp-ms': at };
    if (id > 1) snapshot['parent-snapshot-id'] = jsonLong(id - 1);
    return snapshot;
  });
  const main: JsonObject = { 'snapshot-id': jsonLong(n), type: 'branch' };
  return { snapshots, refs: { main, ...refs }, properties };
}

function expired(
  metadata: JsonObject,
  options: { pinned?: string[]; limits?: typeof limits } = {},
): number[] {
  const pinned = new Set(options.pinned ?? []);
  const plan = planExpiry(metadata, { nowMs: BigInt(now), pinned, limits: options.limits ?? limits });
  return plan.snapshotIds.map(Number);
}

const tag = (id: number, more: JsonObject = {}): JsonObject => ({
  'snapshot-id': jsonLong(id),
  type: 'tag',
  ...more,
});
const branch = (id: number, more: JsonObject = {}): JsonObject => ({ ...tag(id, more), type: 'branch' });

describe('planExpiry', () => {
  it('keeps a number of snapshots per branch when the table sets no age', () => {
    expect(expired(lineOf(8))).toEqual([1, 2, 3]);
    expect(expired(lineOf(5))).toEqual([]);
  });

  it('expires no young snapshot for the number alone', () => {
    expect(expired(lineOf(8), { limits: { ...limits, youngMs: 6 * hour + 1 } })).toEqual([1]);
  });

  it('keeps by age alone when the table sets one', () => {
    const age = { 'history.expire.max-snapshot-age-ms': String(6 * hour) };
    expect(expired(lineOf(9, {}, age))).toEqual([1, 2]);
  });

  it('keeps the least number, however old', () => {
    const properties = {
      'history.expire.max-snapshot-age-ms': '1',
      'history.expire.min-snapshots-to-keep': '3',
    };
    expect(expired(lineOf(5, {}, properties))).toEqual([1, 2]);
  });

  it('never expires the current snapshot of main', () => {
    const properties = {
      'history.expire.max-snapshot-age-ms': '0',
      'history.expire.min-snapshots-to-keep': '0',
    };
    expect(expired(lineOf(1, {}, properties))).toEqual([]);
  });

  it('keeps tagged and pinned snapshots', () => {
    expect(expired(lineOf(8, { audit: tag(1) }), { pinned: ['3'] })).toEqual([2]);
  });

  it('lets refs go after max-ref-age-ms, main never, pins with their restore point', () => {
    const refs = {
      old: tag(1, { 'max-ref-age-ms': jsonLong(hour) }),
      young: tag(2, { 'max-ref-age-ms': jsonLong(100 * hour) }),
      [pinName('3')]: tag(3, { 'max-ref-age-ms': jsonLong(1) }),
      [pinName('1')]: tag(1),
    };
    const metadata = lineOf(8, refs, { 'history.expire.max-ref-age-ms': '1' });
    const plan = planExpiry(metadata, { nowMs: BigInt(now), pinned: new Set(['3']), limits });
    expect(plan.refs).toEqual(['old']);
    expect(plan.snapshotIds.map(Number)).toEqual([1]);
  });

  it("keeps by a branch's own settings", () => {
    const refs = {
      wide: branch(8, { 'min-snapshots-to-keep': jsonLong(7), 'max-snapshot-age-ms': jsonLong(1) }),
    };
    expect(expired(lineOf(8, refs))).toEqual([1]);
  });

  it('keeps snapshots of no branch until they are old', () => {
    const metadata = lineOf(3);
    const staged = (id: number, age: number): JsonObject => ({
      'snapshot-id': jsonLong(id),
      'parent-snapshot-id': jsonLong(1),
      'timestamp-ms': jsonLong(now - age),
    });
    const snapshots = [...(metadata.snapshots as JsonObject[]), staged(21, hour), staged(22, 6 * 24 * hour)];
    expect(expired({ ...metadata, snapshots })).toEqual([22]);
  });
});
