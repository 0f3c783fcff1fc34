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
    inFlight: (records) => send({ type: 'in-flight', records }),
    cautionOver: () => send({ type: 'caution-over' }),
    setAside: (records) => ask((id) => ({ type: 'set-aside', id, records })),
    replayCommit: (ids, commit) => ask((id) => ({ type: 'replay-commit', id, ids, commit })),
    replayFailed: (failures) => ask((id) => ({ type: 'replay-failed', id, failures })),
    replaysOver: (ids) => send({ type: 'replays-over', ids }),
  });
  run = started;
  if (stopAsked) started.stop();
  void started.run().then((end) => {
    send({ type: 'report', report: started.progress.report() });
    process.send?.({ type: 'ended', end } satisfies FromChild, () => process.exit(0));
  });
}

/** Resolves when the driver has answered that it is durable. */
function ask(message: (id: number) => FromChild): Promise<void> {
  return new Promise((resolve, reject) => {
    const id = nextId++;
    waiting.set(id, { resolve, reject });
    send(message(id));
  });
}

function answered(message: Extract<ToChild, { type: 'done' }>): void {
  const one = waiting.get(message.id);
  waiting.delete(message.id);
  const { error } = message;
  if (error === null) one?.resolve();
  else
    one?.reject(
      new PenstockError(error.code, `What a batch leaves behind could not be written: ${error.message}`),
    );
}

process.on('disconnect', () => process.exit(1));
// The parent may have ended while this file was still being loaded: that event is over.
if (!process.connected) process.exit(1);
// A terminal's Ctrl-C and a service manager's stop reach the whole group; the runner decides when its children stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('message', (message: ToChild) => {
  if (message.type === 'start') start(message);
  else if (message.type === 'done') answered(message);
  else if (message.type === 'replay') run?.replay(message.records);
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
