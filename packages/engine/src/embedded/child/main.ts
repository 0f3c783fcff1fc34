import { PenstockError } from '@penstock/common';
import { PipelineRun } from '../run/pipeline-run';
import { ALIVE_EVERY_MS, type FromChild, type ToChild } from './protocol';

/** Entry of a pipeline's child process: one run, then exit. It dies with its parent: no IPC channel, no process. */
let run: PipelineRun | null = null;
let stopAsked = false;
let nextId = 1;
const waiting = new Map<number, { resolve(): void; reject(error: Error): void }>();

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

function start(message: Extract<ToChild, { type: 'start' }>): void {
  const started = new PipelineRun(message.spec, message.transform, {
    report: (progress) => send({ type: 'report', report: progress.report() }),
    event: (kind, text, tookMs) =>
      send({ type: 'event', kind, message: text, ...(tookMs === undefined ? {} : { tookMs }) }),
    setAside: (records) =>
      new Promise<void>((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        send({ type: 'set-aside', id, records });
      }),
  });
  run = started;
  if (stopAsked) started.stop();
  void started.run().then((end) => {
    send({ type: 'report', report: started.progress.report() });
    process.send?.({ type: 'ended', end } satisfies FromChild, () => process.exit(0));
  });
}

function setAsideDone(message: Extract<ToChild, { type: 'set-aside-done' }>): void {
  const one = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.error === null) one?.resolve();
  else one?.reject(new PenstockError('unavailable', `Records could not be set aside: ${message.error}`));
}

process.on('disconnect', () => process.exit(1));
// A terminal's Ctrl-C reaches the whole group; the runner decides when its children stop.
process.on('SIGINT', () => {});
process.on('message', (message: ToChild) => {
  if (message.type === 'start') start(message);
  else if (message.type === 'set-aside-done') setAsideDone(message);
  else {
    stopAsked = true;
    run?.stop();
  }
});
setInterval(() => {
  send({ type: 'alive', memoryMb: Math.round(process.memoryUsage.rss() / 1048576) });
  if (run !== null) send({ type: 'report', report: run.progress.report() });
}, ALIVE_EVERY_MS);
send({ type: 'ready' });
