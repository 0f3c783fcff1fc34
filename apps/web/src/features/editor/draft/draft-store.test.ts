import { beforeAll, describe, expect, test } from 'vitest';
import { handSchedule, settle } from '../testing-schedule';
import {
  allFiles,
  conflicts,
  type PendingFile,
  type SaveFailure,
  type ServerDraft,
  saveLabel,
} from './draft-machine';
import { AUTOSAVE_MS, DraftStore } from './draft-store';
import { mergeFile } from './merge-file';

type Saved = {
  baseRevisionId: string;
  files: Record<string, string | null>;
  known: Record<string, string>;
};

/** The server's stamps are opaque; here they are the text with a sign before it. */
const stampsOf = (files: Record<string, string | null>) =>
  Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, `#${text}`]])),
  );
const draftOf = (
  files: Record<string, string>,
  baseRevisionId = 'r1',
  updatedAt: string | null = null,
): ServerDraft => ({ baseRevisionId, files, stamps: stampsOf(files), updatedAt });

function setUp(options: { found?: Record<string, PendingFile>; files?: Record<string, string> } = {}) {
  const timers = handSchedule();
  const sent: Saved[] = [];
  const answers: { resolve: () => void; reject: (failure: SaveFailure) => void }[] = [];
  let stored: Record<string, PendingFile> = options.found ?? {};
  let onServer: ServerDraft = draftOf({});
  const store = new DraftStore(draftOf(options.files ?? { 'a.sql': 'SELECT 1', 'b.sql': 'SELECT 2' }), {
    save(input) {
      sent.push(input);
      const updatedAt = `2026-01-01T00:00:0${sent.length}.000Z`;
      return new Promise((resolve, reject) => {
        answers.push({ resolve: () => resolve({ updatedAt, stamps: stampsOf(input.files) }), reject });
      });
    },
    read: async () => onServer,
    merge: mergeFile,
    classify: (error) => error as SaveFailure,
    storage: {
      read: () => stored,
      write: (pending) => {
        stored = pending;
      },
    },
    schedule: timers.schedule,
  });
  const answer = async (index: number, failure?: SaveFailure) => {
    if (failure === undefined) answers[index]?.resolve();
    else answers[index]?.reject(failure);
    await settle();
  };
  const elsewhere = (draft: ServerDraft) => {
    onServer = draft;
  };
  return { store, timers, sent, answer, elsewhere, stored: () => stored };
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
    expect(sent).toEqual([
      {
        baseRevisionId: 'r1',
        files: { 'a.sql': 'SELECT 100', 'b.sql': null },
        known: { 'a.sql': '#SELECT 1', 'b.sql': '#SELECT 2' },
      },
    ]);
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
    expect(sent[1]).toMatchObject({ files: { 'a.sql': 'two' }, known: { 'a.sql': '#one' } });
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
    await settle();
    await timers.advance(0);
    expect(sent[0]?.files).toEqual({ 'a.sql': 'typed' });
  });

  test('text found after a reload that no longer fits asks instead of overwriting', async () => {
    const { store, timers, sent } = setUp({ found: { 'a.sql': { text: 'mine', over: 'older' } } });
    await settle();
    await timers.advance(10_000);
    expect(sent).toEqual([]);
    expect(conflicts(store.getState())).toEqual([
      { path: 'a.sql', over: 'older', mine: 'mine', theirs: 'SELECT 1' },
    ]);
    store.resolveConflict('mine');
    await timers.advance(0);
    expect(sent).toMatchObject([{ files: { 'a.sql': 'mine' }, known: { 'a.sql': '#SELECT 1' } }]);
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
});

const topics = (orders: string, clicks: string) => `topics:
  orders:
    scan_mode: ${orders}
  clicks:
    scan_mode: ${clicks}
`;
const yaml = 'config/topics.yaml';

describe('a second page of the same person', () => {
  // The YAML reader is loaded once, so that merging takes no time that the tests' own clock does not know.
  beforeAll(() => mergeFile({ path: yaml, over: null, mine: null, theirs: null }));

  test('what it saved comes in beside the text that is not saved here yet', () => {
    const { store } = setUp();
    store.edit({ 'a.sql': 'mine' });
    store.refresh(draftOf({ 'a.sql': 'SELECT 1', 'b.sql': 'theirs', 'c.sql': 'new' }, 'r2'));
    expect(store.getFiles()).toEqual({ 'a.sql': 'mine', 'b.sql': 'theirs', 'c.sql': 'new' });
    expect(store.getState().baseRevisionId).toBe('r2');
  });

  test('the same file changed on both pages stops saving and shows both texts until the user has chosen', async () => {
    const { store, timers, sent, answer, elsewhere, stored } = setUp();
    store.edit({ 'a.sql': 'mine' });
    await timers.advance(AUTOSAVE_MS);
    elsewhere(draftOf({ 'a.sql': 'theirs', 'b.sql': 'SELECT 2' }, 'r2'));
    await answer(0, { kind: 'behind', message: 'moved' });
    await settle();
    store.edit({ 'a.sql': 'mine, more', 'b.sql': 'also mine' });
    await timers.advance(60_000);
    expect(sent).toHaveLength(1);
    expect(saveLabel(store.getState())).toBe('Not saved');
    expect(stored()['a.sql']).toEqual({ text: 'mine, more', over: 'SELECT 1' });
    expect(conflicts(store.getState())).toEqual([
      { path: 'a.sql', over: 'SELECT 1', mine: 'mine, more', theirs: 'theirs' },
    ]);
    expect(await store.flush()).toBe(false);
    store.resolveConflict('theirs');
    expect(store.getFiles()).toEqual({ 'a.sql': 'theirs', 'b.sql': 'also mine' });
    await timers.advance(0);
    expect(sent[1]).toMatchObject({ baseRevisionId: 'r2', files: { 'b.sql': 'also mine' } });
  });

  test('the user’s own text goes on top of the other one, which the save then names', async () => {
    const { store, timers, sent, answer, elsewhere } = setUp();
    store.edit({ 'a.sql': 'mine' });
    await timers.advance(AUTOSAVE_MS);
    elsewhere(draftOf({ 'a.sql': 'theirs', 'b.sql': 'SELECT 2' }));
    await answer(0, { kind: 'behind', message: 'moved' });
    await settle();
    store.resolveConflict('mine');
    await timers.advance(0);
    expect(sent[1]).toMatchObject({ files: { 'a.sql': 'mine' }, known: { 'a.sql': '#theirs' } });
    await answer(1);
    expect(saveLabel(store.getState())).toBe('Draft saved');
  });

  test('different pipelines of one topics.yaml are merged and saved without a question', async () => {
    const { store, timers, sent, answer, elsewhere } = setUp({ files: { [yaml]: topics('a', 'a') } });
    store.edit({ [yaml]: topics('mine', 'a') });
    await timers.advance(AUTOSAVE_MS);
    elsewhere(draftOf({ [yaml]: topics('a', 'theirs') }));
    await answer(0, { kind: 'behind', message: 'moved' });
    await settle();
    expect(store.getFiles()[yaml]).toBe(topics('mine', 'theirs'));
    await timers.advance(0);
    expect(sent[1]?.files).toEqual({ [yaml]: topics('mine', 'theirs') });
    expect(sent[1]?.known).toEqual({ [yaml]: `#${topics('a', 'theirs')}` });
  });

  test('text on its way into the file when the other page’s came is a conflict, not the winner', async () => {
    const { store } = setUp();
    const seen = store.getFiles();
    store.refresh(draftOf({ 'a.sql': 'theirs', 'b.sql': 'SELECT 2' }));
    store.edit({ 'a.sql': 'mine' }, seen);
    await settle();
    expect(conflicts(store.getState())).toEqual([
      { path: 'a.sql', over: 'SELECT 1', mine: 'mine', theirs: 'theirs' },
    ]);
  });

  test('a reading that began before the last save here does not bring the old text back', async () => {
    const { store, timers, answer } = setUp();
    store.edit({ 'a.sql': 'mine' });
    await timers.advance(AUTOSAVE_MS);
    await answer(0);
    store.refresh(draftOf({ 'a.sql': 'SELECT 1', 'b.sql': 'SELECT 2' }, 'r1', '2026-01-01T00:00:00.500Z'));
    expect(store.getFiles()['a.sql']).toBe('mine');
    store.refresh(draftOf({ 'a.sql': 'theirs', 'b.sql': 'SELECT 2' }, 'r1', '2026-01-01T00:00:01.500Z'));
    expect(store.getFiles()['a.sql']).toBe('theirs');
  });
});
