import { expect, it } from 'vitest';
import { matchesEtag, tableEtag } from './etag';

it('tags differ by metadata file and by snapshot mode', () => {
  const tags = [tableEtag('/w/a', 'all'), tableEtag('/w/a', 'refs'), tableEtag('/w/b', 'all')];
  expect(new Set(tags).size).toBe(3);
  expect(tableEtag('/w/a', 'all')).toBe(tags[0]);
});

it.each([
  [undefined, false],
  ['', false],
  ['"other"', false],
  ['TAG', true],
  ['W/TAG', true],
  ['"other", TAG', true],
  ['*', true],
])('If-None-Match %s', (header, expected) => {
  const tag = tableEtag('/w/a', 'all');
  expect(matchesEtag(header?.replace('TAG', tag), tag)).toBe(expected);
});
