import { LanguageClient } from './language-client';
import type { FromWorker } from './protocol';

/** Starts the language worker from our own origin. Browser only; `close()` ends it. */
export function startLanguage(): LanguageClient {
  const worker = new Worker(new URL('./worker/language.worker.ts', import.meta.url), {
    type: 'module',
    name: 'language',
  });
  return new LanguageClient({
    postMessage: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => listener(event.data);
      worker.onerror = () =>
        listener({
          type: 'failed',
          id: null,
          revision: null,
          message: 'The checker stopped. Reload the page.',
        });
    },
    close: () => worker.terminate(),
  });
}
