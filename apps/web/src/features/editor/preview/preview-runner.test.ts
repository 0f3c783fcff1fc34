import { describe, expect, test } from 'vitest';
import { handSchedule, settle } from '../testing-schedule';
import { PREVIEW_DEBOUNCE_MS, PREVIEW_SLOW_MS, PreviewRunner } from './preview-runner';

function setUp() {
  const timers = handSchedule();
  const runs: {
    request: string;
    signal: AbortSignal;
    resolve: (answer: string) => void;
    reject: (error: unknown) => void;
  }[] = [];
  const runner = new PreviewRunner<string, string>({
    run: (request, signal) =>
      new Promise((resolve, reject) => runs.push({ request, signal, resolve, reject })),
    schedule: timers.schedule,
  });
  return { timers, runs, runner };
}

describe('preview runner', () => {
  test('runs once after a pause in typing, with the newest text', async () => {
    const { timers, runs, runner } = setUp();
    runner.request('a');
    await timers.advance(PREVIEW_DEBOUNCE_MS - 1);
    runner.request('ab');
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    expect(runs.map((run) => run.request)).toEqual(['ab']);
  });

  test('a new text aborts the run before it, and its late answer is dropped', async () => {
    const { timers, runs, runner } = setUp();
    runner.request('old');
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    runner.request('new');
    expect(runs[0]?.signal.aborted).toBe(true);
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    runs[1]?.resolve('rows of new');
    await settle();
    runs[0]?.resolve('rows of old');
    await settle();
    expect(runner.getState().shown).toEqual({ request: 'new', answer: 'rows of new' });
    expect(runner.getState().stale).toBe(false);
  });

  test('an answer that overtakes the pause of a newer text is not shown as current', async () => {
    const { timers, runs, runner } = setUp();
    runner.request('old');
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    runner.request('new');
    runs[0]?.resolve('rows of old');
    await settle();
    expect(runner.getState().shown).toBeNull();
  });

  test('old rows stay and are marked stale while new ones come', async () => {
    const { timers, runs, runner } = setUp();
    runner.request('a');
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    runs[0]?.resolve('rows');
    await settle();
    runner.request('b');
    expect(runner.getState()).toMatchObject({ shown: { answer: 'rows' }, stale: true });
  });

  test('says that it waits only after the run is noticeably long', async () => {
    const { timers, runs, runner } = setUp();
    runner.request('a');
    await timers.advance(PREVIEW_DEBOUNCE_MS + PREVIEW_SLOW_MS - 1);
    expect(runner.getState()).toMatchObject({ running: true, slow: false });
    await timers.advance(1);
    expect(runner.getState().slow).toBe(true);
    runs[0]?.resolve('rows');
    await settle();
    expect(runner.getState()).toMatchObject({ running: false, slow: false });
  });

  test('a failed run keeps the rows, marks them stale and keeps the error', async () => {
    const { timers, runs, runner } = setUp();
    runner.request('a');
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    runs[0]?.resolve('rows');
    await settle();
    runner.request('b');
    await timers.advance(PREVIEW_DEBOUNCE_MS);
    runs[1]?.reject(new Error('down'));
    await settle();
    expect(runner.getState()).toMatchObject({
      shown: { answer: 'rows' },
      stale: true,
      error: new Error('down'),
    });
  });

  test('running now does not wait for the pause', async () => {
    const { runs, runner } = setUp();
    runner.request('a');
    runner.runNow();
    expect(runs).toHaveLength(1);
  });
});
