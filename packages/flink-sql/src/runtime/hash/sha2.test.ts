import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha224, sha384, sha512 } from './sha2';

test.each([0, 1, 3, 55, 56, 63, 64, 111, 112, 127, 128, 300])('hashes of %d bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
  const expected = (name: string): string => createHash(name).update(bytes).digest('hex');
  expect(sha224(bytes)).toBe(expected('sha224'));
  expect(sha384(bytes)).toBe(expected('sha384'));
  expect(sha512(bytes)).toBe(expected('sha512'));
});
