import {
  allFiles,
  type DraftState,
  edited,
  initialDraft,
  keepMine,
  type PendingFile,
  refreshed,
  restored,
  retryDelay,
  type SaveFailure,
  saveFailed,
  saveStarted,
  saveSucceeded,
  takeTheirs,
} from './draft-machine';

/** Typing pauses this long before a save is sent. */
export const AUTOSAVE_MS = 400;

export type DraftPorts = {
  save(input: {
    baseRevisionId: string;
    files: Record<string, string | null>;
  }): Promise<{ updatedAt: string }>;
  /** Says whether trying again can help. */
  classify(error: unknown): SaveFailure;
  /** Unsaved text outlives the page until the server has acknowledged it. */
  storage: { read(): Record<string, PendingFile>; write(pending: Record<string, PendingFile>): void };
  schedule(task: () => void, ms: number): () => void;
};

type ServerDraft = { baseRevisionId: string; files: Record<string, string>; updatedAt: string | null };

/** Holds one project's draft in the browser, saves it by itself and never loses typed text. One per page. */
export class DraftStore {
  #state: DraftState;
  readonly #ports: DraftPorts;
  readonly #listeners = new Set<() => void>();
  #cancelTimer: (() => void) | null = null;
  #files: Record<string, string> | null = null;
  #disposed = false;
  #sending: Promise<void> | null = null;

  constructor(draft: ServerDraft, ports: DraftPorts) {
    this.#ports = ports;
    const start = initialDraft(draft.baseRevisionId, draft.files, draft.updatedAt);
    this.#state = restored(start, ports.storage.read()).state;
    if (Object.keys(this.#state.pending).length > 0) this.#plan(0);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): DraftState => this.#state;

  /** The same object until a text changes, so that it can be a dependency of effects. */
  readonly getFiles = (): Record<string, string> => {
    this.#files ??= allFiles(this.#state);
    return this.#files;
  };

  edit(changes: Record<string, string | null>): void {
    this.#set(edited(this.#state, changes));
    this.#plan(AUTOSAVE_MS);
  }

  /** Sends what is pending now and resolves when nothing is left, or with false when it could not be saved. */
  async flush(): Promise<boolean> {
    for (let round = 0; round < 5; round += 1) {
      if (this.#state.failure?.kind === 'conflict') return false;
      if (Object.keys(this.#state.pending).length === 0 && this.#sending === null) return true;
      await this.#send();
      if (this.#state.failure !== null) return false;
    }
    return false;
  }

  resolveConflict(choice: 'mine' | 'theirs', draft: ServerDraft): void {
    const resolve = choice === 'mine' ? keepMine : takeTheirs;
    this.#set(resolve(this.#state, draft.baseRevisionId, draft.files));
    this.#plan(0);
  }

  /** New files from the server (after a publish, or from another tab). Unsaved text here stays. */
  refresh(draft: ServerDraft): void {
    if (this.#state.inFlight !== null) return;
    this.#set(refreshed(this.#state, draft.baseRevisionId, draft.files));
  }

  retryNow(): void {
    this.#plan(0);
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancelTimer?.();
    void this.#send();
  }

  #set(state: DraftState): void {
    if (state === this.#state) return;
    if (state.pending !== this.#state.pending || state.acknowledged !== this.#state.acknowledged)
      this.#files = null;
    if (state.pending !== this.#state.pending) this.#ports.storage.write({ ...state.pending });
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #plan(ms: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#ports.schedule(() => {
      this.#cancelTimer = null;
      void this.#send();
    }, ms);
  }

  /** One request at a time: whoever asks while one is under way waits for that one. */
  #send(): Promise<void> {
    this.#sending ??= this.#sendOnce().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendOnce(): Promise<void> {
    const started = saveStarted(this.#state);
    if (started?.inFlight == null) return;
    this.#set(started);
    try {
      const { updatedAt } = await this.#ports.save({
        baseRevisionId: started.baseRevisionId,
        files: { ...started.inFlight },
      });
      this.#set(saveSucceeded(this.#state, updatedAt));
      if (Object.keys(this.#state.pending).length > 0 && !this.#disposed && this.#cancelTimer === null)
        this.#plan(AUTOSAVE_MS);
    } catch (error) {
      const failure = this.#ports.classify(error);
      this.#set(saveFailed(this.#state, failure));
      if (failure.kind === 'retry' && !this.#disposed) this.#plan(retryDelay(this.#state.attempts));
    }
  }
}
