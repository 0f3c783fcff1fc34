import { expect, test } from 'vitest';
import { catalogue } from './catalogue/index';
import { usual } from './run/scale';
import { Session } from './run/session';

const runs = Number(process.env.PENSTOCK_SOAK_RUNS ?? 30);
const seed = Number(process.env.PENSTOCK_FAULT_SEED ?? Date.now() % 1_000_000);

test(`${runs} runs with drawn faults: nothing lost, doubled, torn or stuck`, async ({ skip }) => {
  const session = await Session.open();
  if ('skip' in session) return skip(session.skip);
  try {
    const results = await session.play(catalogue, { runs, seed, scale: usual });
    expect(session.complaints).toEqual([]);
    expect(results.length).toBe(runs);
  } finally {
    await session.close();
  }
});
