import { expect, test } from 'vitest';
import { Replays } from './replays';

const order = (amount: unknown) =>
  Buffer.from(JSON.stringify({ order_id: 'a-1', user_id: 1, amount, status: 'paid', timestamp_ms: 5 }));

function asked(): Replays {
  const replays = new Replays();
  replays.ask('good', order(4.5));
  replays.ask('small', order(-1));
  replays.ask('bad', order('abc'));
  return replays;
}

test('a replay becomes what the reference makes of it, once', () => {
  const replays = asked();
  expect(replays.since(['good'])).toEqual({ became: [{ row: 'a-1|1|4.5|paid|5' }], wrong: [] });
  expect(replays.since(['good', 'small'])).toEqual({ became: ['filtered'], wrong: [] });
  expect(replays.rows()).toEqual(['a-1|1|4.5|paid|5']);
});

test('what was never asked for, or cannot be read again, cannot be done', () => {
  const replays = asked();
  expect(replays.since(['bad', 'another']).wrong).toEqual([
    'the replay of bad counts as done, and cannot be',
    'the replay of another counts as done, and cannot be',
  ]);
});

test('a replay that was done stays done', () => {
  const replays = asked();
  replays.since(['good']);
  expect(replays.since([]).wrong).toEqual(['the replay of good was done and is not any more']);
});

test('exactly those asked for have to be shown, each as what became of it', () => {
  const shown = { good: 'replayed', small: 'replayed', bad: 'failed', untouched: null };
  const areShown = (changes: Record<string, string | null>) =>
    asked().areShown(new Map(Object.entries({ ...shown, ...changes })));
  expect(areShown({})).toBe(true);
  expect(areShown({ good: 'waiting' })).toBe(false);
  expect(areShown({ bad: 'replayed' })).toBe(false);
  expect(areShown({ untouched: 'replayed' })).toBe(false);
  expect(asked().areShown(new Map([['good', 'replayed']]))).toBe(false);
});
