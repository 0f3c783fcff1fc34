import { describe, expect, it } from 'vitest';
import { issueSession, readSession, sessionLifetimeSeconds } from './token';

const secret = 'a'.repeat(64);
const now = Date.UTC(2026, 10, 21);

describe('session token', () => {
  it('names its user until it expires', () => {
    const token = issueSession('local', secret, now);
    expect(readSession(token, secret, now)).toMatchObject({ user: 'local', issuedAt: now / 1000 });
    expect(readSession(token, secret, now + (sessionLifetimeSeconds - 1) * 1000)).not.toBeNull();
    expect(readSession(token, secret, now + (sessionLifetimeSeconds + 1) * 1000)).toBeNull();
  });

  it('is not accepted after any change, nor under another key', () => {
    const token = issueSession('local', secret, now);
    expect(readSession(token, 'b'.repeat(64), now)).toBeNull();
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      // The last base64url character of 32 bytes carries two unused bits; the comparison is on the text, so it bites too.
      expect(readSession(changed, secret, now), `changed at ${index}`).toBeNull();
    }
  });

  it.each(['', '.', 'v1', 'v1.local.1.x', `${'x'.repeat(600)}.y`, undefined])(
    'refuses %j without throwing',
    (token) => {
      expect(readSession(token, secret, now)).toBeNull();
    },
  );

  it('is not accepted from the future', () => {
    expect(readSession(issueSession('local', secret, now + 3_600_000), secret, now)).toBeNull();
  });
});
