import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordBlock } from '../../records/record-block';
import type { Caution, PartitionPosition } from '../../types';
import { afterCrash, CRASHES_BEFORE_SEARCH, type InFlight } from './after-crash';
import { Careful } from './careful';

const TOPIC = { topicId: 'a', topic: 'orders' };

/** A topic and the table it is read into; the position and the rows survive a crash, nothing else does. */
class World {
  readonly sizes: readonly number[];
  readonly poison: ReadonlySet<string>;
  readonly rows: string[] = [];
  readonly skipped: string[] = [];
  next: PartitionPosition[];
  seq = 1;

  constructor(sizes: readonly number[], poison: readonly string[]) {
    this.sizes = sizes;
    this.poison = new Set(poison);
    this.next = sizes.map((_, partition) => ({ topicId: TOPIC.topicId, partition, offset: '0' }));
  }

  get done(): boolean {
    return this.next.every((p) => Number(p.offset) === this.sizes[p.partition]);
  }

  read(): { block: RecordBlock; next: Map<number, bigint> } {
    const block = new RecordBlock();
    for (const { partition, offset } of this.next) {
      const first = block.count;
      for (let i = Number(offset); i < (this.sizes[partition] ?? 0); i++)
        block.push({ offset: BigInt(i), timestamp: -1, key: null, value: null });
      block.closeSegment({ ...TOPIC, partition }, first);
    }
    return { block, next: new Map(this.sizes.map((size, partition) => [partition, BigInt(size)])) };
  }
}

/** One run, as the child would do it. Returns what was in flight when a record ended it; undefined when all is read. */
function runOnce(world: World, caution: Caution | null): { inFlight?: InFlight; over: boolean } {
  const careful = new Careful(caution);
  let over = false;
  const taken = world.read();
  const pieces = careful.searching ? careful.pieces(taken, world.next) : [taken];
  for (const { block, next } of pieces) {
    const names = Array.from({ length: block.count }, (_, i) => {
      const { partition } = block.segmentOf(i);
      return `${partition}:${block.offset(i)}`;
    });
    const spared = careful.crashing(block);
    if (names.some((name, i) => world.poison.has(name) && !spared.has(i))) {
      const { partition } = block.segmentOf(0);
      const only =
        block.count === 1 ? { topicId: TOPIC.topicId, partition, offset: String(block.offset(0)) } : null;
      return {
        inFlight: { seq: String(world.seq), records: block.count, next: positions(next), only },
        over,
      };
    }
    names.forEach((name, i) => {
      (spared.has(i) ? world.skipped : world.rows).push(name);
    });
    world.next = positions(next);
    world.seq++;
    if (careful.passed(world.next, block.count)) over = true;
  }
  return { over };
}

function positions(next: ReadonlyMap<number, bigint>): PartitionPosition[] {
  return [...next].map(([partition, offset]) => ({
    topicId: TOPIC.topicId,
    partition,
    offset: String(offset),
  }));
}

/** Restarts as the runner does, until everything is read. */
function runThrough(world: World, mostRuns: number): number {
  let caution: Caution | null = null;
  for (let runs = 1; runs <= mostRuns; runs++) {
    const { inFlight, over } = runOnce(world, caution);
    if (over) caution = null;
    if (inFlight === undefined && world.done) return runs;
    const after = afterCrash(caution, inFlight ?? null);
    expect(after.hopeless).toBe(false);
    caution = after.caution;
  }
  throw new Error(`not done after ${mostRuns} runs`);
}

describe('a record that crashes the engine', () => {
  it('is found among a quarter of a million in eight crashes, and alone is left out', () => {
    const world = new World([245_760], ['0:200000']);
    expect(runThrough(world, 9)).toBeLessThanOrEqual(9);
    expect(world.skipped).toEqual(['0:200000']);
    expect(world.rows).toHaveLength(245_759);
  });

  it('is left out after three crashes when it always comes alone', () => {
    const world = new World([1], ['0:0']);
    expect(runThrough(world, CRASHES_BEFORE_SEARCH + 1)).toBe(CRASHES_BEFORE_SEARCH + 1);
    expect(world.skipped).toEqual(['0:0']);
  });

  it('and any others: exactly they are left out, every other record comes out once', () => {
    const topic = fc
      .record({
        sizes: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 3 }),
        picks: fc.array(fc.nat(10_000), { maxLength: 4 }),
      })
      .map(({ sizes, picks }) => {
        const all = sizes.flatMap((size, partition) =>
          Array.from({ length: size }, (_, i) => `${partition}:${i}`),
        );
        const poison = [...new Set(picks.map((pick) => all[pick % Math.max(1, all.length)] ?? ''))].filter(
          (name) => name !== '',
        );
        return { sizes, all, poison };
      });
    fc.assert(
      fc.property(topic, ({ sizes, all, poison }) => {
        const world = new World(sizes, poison);
        runThrough(world, 8 * (poison.length + 1));
        expect(world.skipped.sort()).toEqual([...poison].sort());
        expect([...world.rows, ...world.skipped].sort()).toEqual(all.sort());
      }),
      { numRuns: 60 },
    );
  });
});

/** The search has come down to single records. */
const oneByOne: Caution = { seq: '7', crashes: 3, limit: 1, until: [], suspect: null, crashing: [] };

describe('crashes that no record is to blame for', () => {
  const batch = (seq: string, records: number): InFlight => ({ seq, records, next: [], only: null });

  it('start no search as long as the position moves in between', () => {
    let caution: Caution | null = null;
    for (let seq = 1; seq < 20; seq++) {
      caution = afterCrash(caution, batch(String(seq), 100)).caution;
      expect(caution).toMatchObject({ crashes: 1, limit: null, crashing: [] });
    }
  });

  it('change nothing when nothing was in flight', () => {
    const known = afterCrash(null, batch('7', 100)).caution;
    expect(afterCrash(known, null)).toMatchObject({ caution: known, hopeless: false });
  });

  it('condemn no record that crashed only once alone', () => {
    const only = (offset: string): InFlight => ({
      ...batch('7', 1),
      only: { topicId: 'a', partition: 0, offset },
    });
    let caution: Caution | null = oneByOne;
    for (let offset = 0; offset < 10; offset++) caution = afterCrash(caution, only(String(offset))).caution;
    expect(caution?.crashing).toEqual([]);
  });

  it('end the pipeline when one record after the other would be condemned: it is not the records', () => {
    let caution: Caution | null = oneByOne;
    let hopeless = false;
    for (let crash = 0; crash < 100 && !hopeless; crash++) {
      const only = { topicId: 'a', partition: 0, offset: String(Math.floor(crash / 2)) };
      const after = afterCrash(caution, { ...batch('7', 1), only });
      ({ caution, hopeless } = after);
    }
    expect(hopeless).toBe(true);
  });
});
