import { describe, expect, it } from 'vitest';
import { createSecretBox } from './secret-box';

describe('secret box', () => {
  const box = createSecretBox('a'.repeat(64));

  it('gives the secret back only with the key and the row it was sealed for', () => {
    const sealed = box.seal('s3cret ✓', 'row-1');
    expect(box.open(sealed, 'row-1')).toBe('s3cret ✓');
    expect(() => box.open(sealed, 'row-2')).toThrow(/cannot be opened/);
    expect(() => createSecretBox('b'.repeat(64)).open(sealed, 'row-1')).toThrow(/cannot be opened/);
  });

  it('never stores the plain text and never the same bytes twice', () => {
    const first = box.seal('plain-password', 'row');
    const second = box.seal('plain-password', 'row');
    expect(Buffer.from(first).toString('latin1')).not.toContain('plain-password');
    expect(first).not.toEqual(second);
  });

  it('refuses bytes that were changed', () => {
    const sealed = box.seal('x', 'row');
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1;
    expect(() => box.open(sealed, 'row')).toThrow(/cannot be opened/);
  });
});
