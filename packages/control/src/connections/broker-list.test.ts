import { describe, expect, it } from 'vitest';
import { parseBrokers } from './broker-list';

describe('broker addresses', () => {
  it('are rebuilt from host and port, one per broker, with 9092 where none is given', () => {
    expect(parseBrokers(['a.example.com:9093, b', 'A_1:1\n[::1]:9092', 'b:9092'])).toEqual([
      'a.example.com:9093',
      'b:9092',
      'A_1:1',
      '[::1]:9092',
    ]);
  });

  it.each([
    'http://a:9092',
    'a:b@c:9092',
    'a:0',
    'a:65536',
    'a:9092/x',
    'a?b=c',
    '-a',
    '::1',
    '[x/y]:1',
    'a:9092:9092',
    `${'a'.repeat(300)}:1`,
  ])('are nothing else: %s', (address) => {
    expect(() => parseBrokers([address])).toThrow(/is not a broker address/);
  });

  it('are at least one', () => {
    expect(() => parseBrokers([' , '])).toThrow(/at least one broker/);
  });
});
