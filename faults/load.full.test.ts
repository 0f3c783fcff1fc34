import { expect, test } from 'vitest';
import { catalogue } from './catalogue/index';
import type { Scale } from './run/scale';
import { Session } from './run/session';

const seed = Number(process.env.PENSTOCK_FAULT_SEED ?? Date.now() % 1_000_000);
/** Many strikes on one long run under steady load, about a minute each on a quiet machine. */
const long: Scale = { first: 5_000, perSecond: 5_000, most: 400_000, strikes: 25 };
const enduring = [
  'kill-child',
  'kill-server',
  'late-landing',
  'foreign-writer',
  'poison-quarantine',
  'power-loss',
];

test('long runs under load, struck again and again: nothing lost, doubled, torn or stuck', async ({
  skip,
}) => {
  const session = await Session.open();
  if ('skip' in session) return skip(session.skip);
  try {
    const faults = catalogue.filter(({ name }) => enduring.includes(name));
    const results = await session.play(faults, { runs: enduring.length, seed, scale: long });
    expect(session.complaints).toEqual([]);
    expect(results.length).toBe(enduring.length);
  } finally {
    await session.close();
  }
});
