import { describe, expect, it } from 'vitest';
import { apiRefusalOf, refusalOf } from './same-machine';

const port = '4870';

describe('only this machine and this site are answered', () => {
  it.each(['127.0.0.1:4870', 'localhost:4870', 'LOCALHOST:4870', '[::1]:4870'])('answers %s', (host) => {
    expect(refusalOf(new Headers({ host }), port)).toBeNull();
    expect(refusalOf(new Headers({ host, origin: `http://${host}` }), port)).toBeNull();
  });

  it.each([
    'evil.example:4870',
    '127.0.0.1.evil.example:4870',
    'localhost.:4870',
    '127.0.0.1:80',
    '127.0.0.1',
    '192.168.0.4:4870',
    '2130706433:4870',
    '0x7f.1:4870',
    '127.1:4870',
    '[::ffff:127.0.0.1]:4870',
    'user@127.0.0.1:4870',
    '127.0.0.1:4870:4870',
    '',
  ])('refuses the host %j (DNS rebinding and other spellings)', (host) => {
    expect(refusalOf(new Headers(host ? { host } : {}), port)).not.toBeNull();
  });

  it.each([
    'null',
    'https://evil.example',
    'http://127.0.0.1:1',
    'https://127.0.0.1:4870',
    'http://localhost:4870',
    'http://127.0.0.1:4870.evil.example',
  ])('refuses the origin %s', (origin) => {
    expect(refusalOf(new Headers({ host: '127.0.0.1:4870', origin }), port)).not.toBeNull();
  });

  it('believes the browser when it says that another site began an API request', () => {
    const host = '127.0.0.1:4870';
    for (const site of ['cross-site', 'same-site'])
      expect(apiRefusalOf(new Headers({ host, 'sec-fetch-site': site }), port)).not.toBeNull();
    for (const site of ['same-origin', 'none'])
      expect(apiRefusalOf(new Headers({ host, 'sec-fetch-site': site }), port)).toBeNull();
  });
});
