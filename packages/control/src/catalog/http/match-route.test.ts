import { describe, expect, it } from 'vitest';
import { matchRoute } from './match-route';
import { page } from './paging';

describe('paths', () => {
  it('are split first and decoded once', () => {
    const { params } = matchRoute('GET', '/v1/namespaces/a%1Fb/tables/x%2Fy%252F..');
    expect(params).toEqual({ namespace: 'a\u001fb', table: 'x/y%2F..' });
  });
  it.each([
    '/v1/namespaces/',
    '//v1/config',
    '/v1/namespaces/../config',
    '/v1/namespaces/a/tables/b/c',
    '/v1',
  ])('%s is nothing', (path) => {
    expect(() => matchRoute('GET', path)).toThrow(/No such endpoint/);
  });
  it('refuse a wrong method and broken encoding', () => {
    expect(() => matchRoute('PUT', '/v1/config')).toThrow(/not supported/);
    expect(() => matchRoute('GET', '/v1/namespaces/%ff')).toThrow(/decode/);
  });
});

describe('paging', () => {
  it('gives every name once, also when names come and go in between', () => {
    const first = page(['d', 'b', 'a', 'c'], new URLSearchParams('pageToken=&pageSize=2'));
    expect(first.entries).toEqual(['a', 'b']);
    const next = new URLSearchParams({ pageToken: first.nextPageToken ?? '', pageSize: '2' });
    expect(page(['a', 'c', 'd', 'aa'], next)).toEqual({ entries: ['c', 'd'], nextPageToken: null });
  });
  it('does not page for a client that does not ask, and refuses odd sizes', () => {
    expect(page(['a', 'b'], new URLSearchParams('pageSize=1')).entries).toEqual(['a', 'b']);
    expect(() => page([], new URLSearchParams('pageToken=&pageSize=0'))).toThrow(/page size/);
  });
});
