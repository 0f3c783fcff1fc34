import { ChangeCollector, type ChangeSet, type Listener, type LiveChange } from './change-set';

/** At most two messages a second per page. */
const quietMs = 500;

type Subscribe = (onChange: (change: LiveChange) => void) => Promise<() => Promise<void>>;

/**
 * Change sets for one page until `signal` aborts: the first change at once, further ones collected while the quiet
 * time runs. Begins with `everything`, because whatever happened before this subscription was not heard.
 */
export async function* changeStream(
  subscribe: Subscribe,
  signal: AbortSignal,
  listener: Listener,
): AsyncGenerator<ChangeSet> {
  const collector = new ChangeCollector(listener);
  let wake: (() => void) | undefined;
  const onAbort = () => wake?.();
  signal.addEventListener('abort', onAbort);
  const unsubscribe = await subscribe((change) => {
    collector.add(change);
    wake?.();
  });
  try {
    collector.add({});
    while (!signal.aborted) {
      if (collector.isEmpty) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      yield collector.take();
      await pause(quietMs, signal);
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    await unsubscribe();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
