import { describe, expect, test } from 'vitest';
import { handSchedule, settle } from '../testing-schedule';
import { allFiles, type PendingFile, type SaveFailure, saveLabel } from './draft-machine';
import { AUTOSAVE_MS, DraftStore } from './draft-store';

type Saved = { baseRevisionId: string; files: Record<string, string | null> };

function setUp(options: { found?: Record<string, PendingFile>; files?: Record<string, string> } = {}) {
  const timers = handSchedule();
  const sent: Saved[] = [];
  const answers: { resolve: () => void; reject: (failure: SaveFailure) => void }[] = [];
  let stored: Record<string, PendingFile> = options.found ?? {};
  const store = new DraftStore(
    {
      baseRevisionId: 'r1',
      files: options.files ?? { 'a.sql': 'SELECT 1', 'b.sql': 'SELECT 2' },
      updatedAt: null,
    },
    {
      save(input) {
        sent.push(input);
        return new Promise((resolve, reject) => {
          answers.push({ resolve: () => resolve({ updatedAt: `t${sent.length}` }), reject });
        });
      },
      classify: (error) => error as SaveFailure,
      storage: {
        read: () => stored,
        write: (pending) => {
          stored = pending;
        },
      },
      schedule: timers.schedule,
    },
  );
  const answer = async (index: number, failure?: SaveFailure) => {
    if (failure === undefined) answers[index]?.resolve();
    else answers[index]?.reject(failure);
    await settle();
  };
  return { store, timers, sent, answer, stored: () => stored };
}

describe('draft autosave', () => {
  test('one save carries everything typed within the pause', async () => {
    const { store, timers, sent, answer } = setUp();
    store.edit({ 'a.sql': 'SELECT 10' });
    await timers.advance(AUTOSAVE_MS - 1);
    store.edit({ 'a.sql': 'SELECT 100', 'b.sql': null });
    await timers.advance(AUTOSAVE_MS - 1);
    expect(sent).toEqual([]);
    expect(saveLabel(store.getState())).toBe('Saving…');
    await timers.advance(1);
    expect(sent).toEqual([{ baseRevisionId: 'r1', files: { 'a.sql': 'SELECT 100', 'b.sql': null } }]);
    await answer(0);
    expect(saveLabel(store.getState())).toBe('Draft saved');
    expect(store.getFiles()).toEqual({ 'a.sql': 'SELECT 100' });
  });

  test('text typed while a save is under way is sent next and never lost', async () => {
    const { store, timers, sent, answer } = setUp();
    store.edit({ 'a.sql': 'one' });
    await timers.advance(AUTOSAVE_MS);
    store.edit({ 'a.sql': 'two' });
    await timers.advance(AUTOSAVE_MS);
    expect(sent).toHaveLength(1);
    await answer(0);
    expect(saveLabel(store.getState())).toBe('Saving…');
    await timers.advance(AUTOSAVE_MS);
    expect(sent[1]?.files).toEqual({ 'a.sql': 'two' });
    await answer(1);
    expect(allFiles(store.getState())['a.sql']).toBe('two');
    expect(saveLabel(store.getState())).toBe('Draft saved');
  });

  test('typing back to the saved text while another text is under way still saves it', async () => {
    const { store, timers, sent, answer } = setUp();
    store.edit({ 'a.sql': 'other' });
    await timers.advance(AUTOSAVE_MS);
    store.edit({ 'a.sql': 'SELECT 1' });
    await answer(0);
    await timers.advance(AUTOSAVE_MS);
    expect(sent[1]?.files).toEqual({ 'a.sql': 'SELECT 1' });
  });

  test('unsaved text stays in the browser until the server has acknowledged it', async () => {
    const { store, timers, answer, stored } = setUp();
    store.edit({ 'a.sql': 'typed' });
    expect(stored()).toEqual({ 'a.sql': { text: 'typed', over: 'SELECT 1' } });
    await timers.advance(AUTOSAVE_MS);
    expect(stored()).not.toEqual({});
    await answer(0);
    expect(stored()).toEqual({});
  });

  test('a lost connection is retried with growing pauses until it works', async () => {
    const { store, timers, sent, answer } = setUp();
    const lost: SaveFailure = { kind: 'retry', message: 'no connection' };
    store.edit({ 'a.sql': 'typed' });
    await timers.advance(AUTOSAVE_MS);
    await answer(0, lost);
    expect(saveLabel(store.getState())).toBe('Not saved, retrying');
    await timers.advance(999);
    expect(sent).toHaveLength(1);
    await timers.advance(1);
    expect(sent).toHaveLength(2);
    await answer(1, lost);
    await timers.advance(2000);
    expect(sent).toHaveLength(3);
    await answer(2);
    expect(saveLabel(store.getState())).toBe('Draft saved');
  });

  test('text found after a reload is restored and saved', async () => {
    const { store, timers, sent } = setUp({ found: { 'a.sql': { text: 'typed', over: 'SELECT 1' } } });
    expect(store.getFiles()['a.sql']).toBe('typed');
    await timers.advance(0);
    expect(sent[0]?.files).toEqual({ 'a.sql': 'typed' });
  });

  test('text found after a reload that no longer fits asks instead of overwriting', async () => {
    const { store, timers, sent } = setUp({ found: { 'a.sql': { text: 'mine', over: 'older' } } });
    await timers.advance(10_000);
    expect(sent).toEqual([]);
    expect(store.getState().failure?.kind).toBe('conflict');
    store.resolveConflict('mine', { baseRevisionId: 'r2', files: { 'a.sql': 'theirs' }, updatedAt: null });
    await timers.advance(0);
    expect(sent).toEqual([{ baseRevisionId: 'r2', files: { 'a.sql': 'mine' } }]);
  });

  test('a moved base stops saving until the user has chosen; theirs drops the local text', async () => {
    const { store, timers, sent, answer, stored } = setUp();
    store.edit({ 'a.sql': 'mine' });
    await timers.advance(AUTOSAVE_MS);
    await answer(0, { kind: 'conflict', message: 'moved' });
    store.edit({ 'a.sql': 'mine, more' });
    await timers.advance(60_000);
    expect(sent).toHaveLength(1);
    expect(saveLabel(store.getState())).toBe('Not saved');
    store.resolveConflict('theirs', { baseRevisionId: 'r2', files: { 'a.sql': 'theirs' }, updatedAt: null });
    expect(store.getFiles()).toEqual({ 'a.sql': 'theirs' });
    expect(stored()).toEqual({});
  });

  test('flush sends at once and says whether everything is on the server', async () => {
    const { store, sent, answer } = setUp();
    store.edit({ 'a.sql': 'typed' });
    const flushed = store.flush();
    await settle();
    expect(sent).toHaveLength(1);
    await answer(0);
    expect(await flushed).toBe(true);
  });

  test('flush while a save is under way waits for it and for the text typed since', async () => {
    const { store, timers, sent, answer } = setUp();
    store.edit({ 'a.sql': 'one' });
    await timers.advance(AUTOSAVE_MS);
    store.edit({ 'a.sql': 'two' });
    const flushed = store.flush();
    await settle();
    await answer(0);
    await settle();
    expect(sent[1]?.files).toEqual({ 'a.sql': 'two' });
    await answer(1);
    expect(await flushed).toBe(true);
    expect(store.getFiles()['a.sql']).toBe('two');
  });

  test('files that come again from the server never replace unsaved text', () => {
    const { store } = setUp();
    store.edit({ 'a.sql': 'mine' });
    store.refresh({ baseRevisionId: 'r2', files: { 'a.sql': 'theirs', 'c.sql': 'new' }, updatedAt: null });
    expect(store.getFiles()).toEqual({ 'a.sql': 'mine', 'c.sql': 'new' });
    expect(store.getState().baseRevisionId).toBe('r2');
  });
});
