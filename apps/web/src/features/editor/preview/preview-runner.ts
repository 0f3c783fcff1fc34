import { LatestOnly } from './latest-only';

/** A typing pause this long starts a preview. */
export const PREVIEW_DEBOUNCE_MS = 120;
/** After this long the screen says what it waits for. */
export const PREVIEW_SLOW_MS = 300;

export type PreviewState<Request, Answer> = {
  /** What the rows on the screen were computed from; null before the first answer. */
  shown: { request: Request; answer: Answer } | null;
  /** Rows on the screen belong to an older text or sample. */
  stale: boolean;
  running: boolean;
  /** True once a run takes longer than a blink. */
  slow: boolean;
  error: unknown;
};

export type PreviewPorts<Request, Answer> = {
  run(request: Request, signal: AbortSignal): Promise<Answer>;
  schedule(task: () => void, ms: number): () => void;
};

/**
 * Runs previews for a text that changes while they run: waits for a pause, aborts the run before, and accepts only
 * the answer to the newest request. Old rows stay until new ones come.
 */
export class PreviewRunner<Request, Answer> {
  #state: PreviewState<Request, Answer> = {
    shown: null,
    stale: false,
    running: false,
    slow: false,
    error: null,
  };
  readonly #ports: PreviewPorts<Request, Answer>;
  readonly #order = new LatestOnly();
  readonly #listeners = new Set<() => void>();
  #abort: AbortController | null = null;
  #cancelDebounce: (() => void) | null = null;
  #cancelSlow: (() => void) | null = null;
  #last: Request | null = null;

  constructor(ports: PreviewPorts<Request, Answer>) {
    this.#ports = ports;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): PreviewState<Request, Answer> => this.#state;

  /** The text or the sample changed. */
  request(request: Request): void {
    this.#last = request;
    this.#halt();
    this.#set({ stale: this.#state.shown !== null, running: false, slow: false });
    this.#cancelDebounce = this.#ports.schedule(() => this.#run(request), PREVIEW_DEBOUNCE_MS);
  }

  /** Ctrl+Enter: no waiting for a pause. */
  runNow(): void {
    if (this.#last === null) return;
    this.#halt();
    this.#run(this.#last);
  }

  /** There is nothing to run (no sample, or the text has errors): rows stay and count as stale. */
  pause(): void {
    this.#last = null;
    this.#halt();
    this.#set({ stale: this.#state.shown !== null, running: false, slow: false, error: null });
  }

  clear(): void {
    this.#last = null;
    this.#halt();
    this.#set({ shown: null, stale: false, running: false, slow: false, error: null });
  }

  dispose(): void {
    this.#halt();
    this.#listeners.clear();
  }

  #halt(): void {
    this.#order.next();
    this.#cancelDebounce?.();
    this.#cancelSlow?.();
    this.#cancelDebounce = null;
    this.#cancelSlow = null;
    this.#abort?.abort();
    this.#abort = null;
  }

  #run(request: Request): void {
    const sequence = this.#order.next();
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ running: true, slow: false });
    this.#cancelSlow = this.#ports.schedule(() => this.#set({ slow: true }), PREVIEW_SLOW_MS);
    this.#ports.run(request, abort.signal).then(
      (answer) => this.#finish(sequence, { shown: { request, answer }, stale: false, error: null }),
      (error: unknown) => this.#finish(sequence, { stale: this.#state.shown !== null, error }),
    );
  }

  #finish(sequence: number, change: Partial<PreviewState<Request, Answer>>): void {
    if (!this.#order.isNewest(sequence)) return;
    this.#cancelSlow?.();
    this.#cancelSlow = null;
    this.#abort = null;
    this.#set({ ...change, running: false, slow: false });
  }

  #set(change: Partial<PreviewState<Request, Answer>>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
