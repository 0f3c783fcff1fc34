import { describe, expect, it } from 'vitest';
import { pendingStorage } from './pending-storage';

function memory(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
  };
}

const text = (mine: string) => ({ 'a.sql': { text: mine, over: 'old' } });

describe('unsaved text in the browser', () => {
  it('is found again by the same page, and gone when it is saved', () => {
    const storage = memory();
    const page = pendingStorage('p', 'one', storage);
    page.write(text('mine'));
    expect(page.read()).toEqual(text('mine'));
    expect(page.read()).toEqual(text('mine'));
    page.write({});
    expect(page.read()).toEqual({});
    expect(storage.length).toBe(0);
  });

  it('is neither wiped nor taken by a second page while the first one works', () => {
    const storage = memory();
    const first = pendingStorage('p', 'one', storage, () => 10_000);
    const second = pendingStorage('p', 'two', storage, () => 12_000);
    first.write(text('mine'));
    expect(second.read()).toEqual({});
    second.write({});
    expect(first.read()).toEqual(text('mine'));
  });

  it('is taken over, once, from a page that was closed', () => {
    const storage = memory();
    pendingStorage('p', 'one', storage, () => 10_000).write(text('mine'));
    pendingStorage('other', 'one', storage, () => 10_000).write(text('elsewhere'));
    const later = pendingStorage('p', 'two', storage, () => 20_000);
    expect(later.read()).toEqual(text('mine'));
    expect(pendingStorage('p', 'three', storage, () => 20_001).read()).toEqual({});
  });

  it('that cannot be read counts as none', () => {
    const storage = memory();
    storage.setItem('penstock.unsaved.p.one', '{"a":');
    expect(pendingStorage('p', 'one', storage).read()).toEqual({});
  });
});
