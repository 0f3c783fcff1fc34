import {
  allFiles,
  type Conflict,
  conflicts,
  type DraftState,
  edited,
  initialDraft,
  merged,
  type PendingFile,
  refreshed,
  resolved,
  restored,
  retryDelay,
  type SaveFailure,
  type ServerDraft,
  saveFailed,
  saveStarted,
  saveSucceeded,
} from './draft-machine';

/** Typing pauses this long before a save is sent. */
export const AUTOSAVE_MS = 400;

export type DraftPorts = {
  save(input: {
    baseRevisionId: string;
    files: Record<string, string | null>;
    known: Record<string, string>;
  }): Promise<{ updatedAt: string; stamps: Record<string, string> }>;
  /** The draft as it is on the server now. */
  read(): Promise<ServerDraft>;
  /** Both sides' changes to one file in one text; null when they touch the same. */
  merge(sides: Conflict): Promise<string | null>;
  /** Says whether trying again can help. */
  classify(error: unknown): SaveFailure;
  /** Unsaved text outlives the page until the server has acknowledged it. */
  storage: { read(): Record<string, PendingFile>; write(pending: Record<string, PendingFile>): void };
  schedule(task: () => void, ms: number): () => void;
};

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
    this.#state = restored(initialDraft(draft), ports.storage.read());
    if (Object.keys(this.#state.pending).length > 0) void this.#mergeAndPlan();
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

  /** `seen`: the files the change was made over; where the server's have changed since, it is a conflict. */
  edit(changes: Record<string, string | null>, seen?: Readonly<Record<string, string>>): void {
    this.#set(edited(this.#state, changes, seen));
    if (conflicts(this.#state).length > 0) void this.#mergeAndPlan();
    else this.#plan(AUTOSAVE_MS);
  }

  /** Sends what is pending now and resolves when nothing is left, or with false when it could not be saved. */
  async flush(): Promise<boolean> {
    for (let round = 0; round < 5; round += 1) {
      if (conflicts(this.#state).length > 0) return false;
      if (Object.keys(this.#state.pending).length === 0 && this.#sending === null) return true;
      await this.#send();
      if (this.#state.failure !== null) return false;
    }
    return false;
  }

  resolveConflict(choice: 'mine' | 'theirs'): void {
    this.#set(resolved(this.#state, choice));
    this.#plan(0);
  }

  /** New files from the server (after a publish, or from another page). Unsaved text here stays, merged where it can be. */
  refresh(draft: ServerDraft): void {
    if (this.#state.inFlight !== null) return;
    this.#set(refreshed(this.#state, draft));
    if (conflicts(this.#state).length > 0) void this.#mergeAndPlan();
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
      const saved = await this.#ports.save({
        baseRevisionId: started.baseRevisionId,
        files: { ...started.inFlight },
        known: knownOf(started),
      });
      this.#set(saveSucceeded(this.#state, saved));
      if (Object.keys(this.#state.pending).length > 0 && !this.#disposed && this.#cancelTimer === null)
        this.#plan(AUTOSAVE_MS);
    } catch (error) {
      await this.#afterFailure(this.#ports.classify(error));
    }
  }

  /** Behind another page: what it saved comes in, and what both changed is merged or left to the user. */
  async #afterFailure(failure: SaveFailure): Promise<void> {
    this.#set(saveFailed(this.#state, failure));
    if (failure.kind === 'behind') {
      try {
        this.#set(refreshed(this.#state, await this.#ports.read()));
        await this.#mergeAndPlan();
        return;
      } catch (error) {
        const { kind, message } = this.#ports.classify(error);
        this.#set(saveFailed(this.#state, { kind: kind === 'behind' ? 'retry' : kind, message }));
      }
    }
    if (this.#state.failure?.kind === 'retry' && !this.#disposed)
      this.#plan(retryDelay(this.#state.attempts));
  }

  async #mergeAndPlan(): Promise<void> {
    for (const sides of conflicts(this.#state)) {
      const text = await this.#ports.merge(sides).catch(() => null);
      if (text !== null) this.#set(merged(this.#state, sides, text));
    }
    if (!this.#disposed) this.#plan(0);
  }
}

function knownOf({ inFlight, stamps }: DraftState): Record<string, string> {
  return Object.fromEntries(
    Object.keys(inFlight ?? {}).flatMap((path) => {
      const stamp = stamps[path];
      return stamp === undefined ? [] : [[path, stamp]];
    }),
  );
}
