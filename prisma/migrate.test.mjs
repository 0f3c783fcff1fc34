import { expect, test } from 'vitest';
import { compare } from './migrate.mjs';

const wanted = new Map([
  ['1_init', 'a'],
  ['2_more', 'b'],
]);
const row = (name, checksum, finished = true) => ({ name, checksum, finished });

test('a database that equals the folder needs nothing', () => {
  expect(compare(wanted, [row('1_init', 'a'), row('2_more', 'b')])).toEqual({
    foreign: [],
    changed: [],
    missing: [],
  });
});

test('an empty and an older database need what is missing', () => {
  expect(compare(wanted, []).missing).toEqual(['1_init', '2_more']);
  expect(compare(wanted, [row('1_init', 'a')]).missing).toEqual(['2_more']);
  expect(compare(wanted, [row('1_init', 'a'), row('2_more', 'b', false)]).missing).toEqual(['2_more']);
});

test('a database of newer code is recognised by the name this code lacks', () => {
  expect(compare(wanted, [row('1_init', 'a'), row('2_more', 'b'), row('3_future', 'c')]).foreign).toEqual([
    '3_future',
  ]);
});

test('a migration that was changed afterwards is noticed', () => {
  expect(compare(wanted, [row('1_init', 'x'), row('2_more', 'b')]).changed).toEqual(['1_init']);
});
