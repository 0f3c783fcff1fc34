import type { ReplayRecord } from '@penstock/engine';
import { describe, expect, it } from 'vitest';
import { ReplayHandover } from './replay-handover';

const record = (id: string): ReplayRecord => ({
  id,
  topicId: 't',
  kafkaTopic: 'orders',
  partition: 0,
  offset: '1',
  key: null,
  value: null,
  timestampMs: null,
});

/** Requests that wait, and a run that keeps what it is given until it says that it is through. */
function parts(...ids: string[]) {
  const waiting = new Set(ids);
  let claims = 0;
  const given: string[][] = [];
  const run = {
    isReplaying: false,
    replay(records: ReplayRecord[]) {
      given.push(records.map(({ id }) => id));
      run.isReplaying = true;
    },
  };
  const handover = new ReplayHandover(async () => {
    claims += 1;
    return [...waiting].map(record);
  });
  return { waiting, run, given, claims: () => claims, look: () => handover.look(run, waiting.size) };
}

describe('replays handed to a run', () => {
  it('are read once, however often it is looked while the run has them', async () => {
    const { look, given, claims } = parts('a', 'b');
    for (let i = 0; i < 5; i++) await look();
    expect([claims(), given]).toEqual([1, [['a', 'b']]]);
  });

  it('that still wait when the run is through are handed over again, with those asked for meanwhile', async () => {
    const { look, given, run, waiting } = parts('a', 'b');
    await look();
    waiting.delete('a');
    waiting.add('c');
    run.isReplaying = false;
    await look();
    expect(given).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });

  it('that landed are noted by one more claim, and then nothing is asked any more', async () => {
    const { look, run, waiting, claims } = parts('a');
    await look();
    waiting.clear();
    run.isReplaying = false;
    for (let i = 0; i < 5; i++) await look();
    expect(claims()).toBe(2);
  });

  it('are not asked for while nothing waits', async () => {
    const { look, claims } = parts();
    await look();
    expect(claims()).toBe(0);
  });
});
