import type { PreviewJob, PreviewReply } from '../protocol';
import { freshInstance } from './fresh-instance';
import { runPreview } from './run-preview';

/** So many instances are open in advance: opening one takes longer than the pause between two key presses. */
const READY = 2;

/** Entry of a preview child: one job at a time, a fresh DuckDB instance for each. */
const ready: ReturnType<typeof freshInstance>[] = [];

function reply(message: PreviewReply): void {
  process.send?.(message);
}

/** The first of those open in advance, so that it is there even where opening the others is under way. */
function take(): ReturnType<typeof freshInstance> {
  return ready.shift() ?? freshInstance();
}

function refill(): void {
  while (ready.length < READY) ready.push(freshInstance());
}

/** Closes before it answers: an instance that cannot be closed costs the preview that broke it, not the next one. */
async function carryOut(job: PreviewJob): Promise<PreviewReply> {
  const instance = await take();
  try {
    return { type: 'result', id: job.id, result: await runPreview(instance.connection, job) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'error', id: job.id, code: 'internal', message };
  } finally {
    instance.close();
  }
}

process.on('disconnect', () => process.exit(0));
// The parent may have ended while this file was still being loaded: that event is over.
if (!process.connected) process.exit(0);
process.on('message', (job: PreviewJob) => {
  carryOut(job).then(reply).finally(refill);
});
refill();
ready[0]?.then(() => reply({ type: 'ready', pid: process.pid }));
