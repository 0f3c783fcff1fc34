import type { FromWorker, ToWorker } from '../protocol';
import { createLanguageCore } from './language-core';

/** Deferring through a message lets changes that already wait in the queue be taken together. */
const turn = new MessageChannel();
let deferred: (() => void) | null = null;
turn.port1.onmessage = () => deferred?.();

const receive = createLanguageCore({
  post: (message: FromWorker) => self.postMessage(message),
  defer: (task) => {
    deferred = task;
    turn.port2.postMessage(null);
  },
  now: () => performance.now(),
});

self.onmessage = (event: MessageEvent<ToWorker>) => receive(event.data);
