/**
 * The draft's autosave as a pure state machine: what is on the server, what is only here, and what is on its way.
 * Timers, storage and the network live in `draft-store.ts`, so that every transition can be tested without them.
 */

/** Text of one file that the server has not acknowledged yet; null deletes the file. */
export type PendingFile = {
  text: string | null;
  /** Acknowledged text it was typed over, to notice that somebody else changed the file meanwhile; null = no file. */
  over: string | null;
};

export type SaveFailure = { kind: 'retry' | 'conflict' | 'rejected'; message: string };

export type DraftState = {
  baseRevisionId: string;
  /** Files as the server has acknowledged them. */
  acknowledged: Readonly<Record<string, string>>;
  pending: Readonly<Record<string, PendingFile>>;
  /** What the request under way carries; null when none is. */
  inFlight: Readonly<Record<string, string | null>> | null;
  /** Failed attempts since the last success. */
  attempts: number;
  failure: SaveFailure | null;
  savedAt: string | null;
};

export function initialDraft(
  baseRevisionId: string,
  files: Record<string, string>,
  savedAt: string | null,
): DraftState {
  return {
    baseRevisionId,
    acknowledged: files,
    pending: {},
    inFlight: null,
    attempts: 0,
    failure: null,
    savedAt,
  };
}

/** All files as the user sees them. */
export function allFiles(state: DraftState): Record<string, string> {
  const files: Record<string, string> = { ...state.acknowledged };
  for (const [path, file] of Object.entries(state.pending)) {
    if (file.text === null) delete files[path];
    else files[path] = file.text;
  }
  return files;
}

/** Typing: texts equal to the acknowledged ones leave nothing to save, unless another text is under way. */
export function edited(state: DraftState, changes: Record<string, string | null>): DraftState {
  const pending: Record<string, PendingFile> = { ...state.pending };
  for (const [path, text] of Object.entries(changes)) {
    const over = state.acknowledged[path] ?? null;
    const underWay = state.inFlight !== null && path in state.inFlight;
    if (text === over && !underWay) delete pending[path];
    else pending[path] = { text, over: pending[path]?.over ?? over };
  }
  return { ...state, pending, failure: state.failure?.kind === 'rejected' ? null : state.failure };
}

/** Takes everything pending into a request; null when there is nothing to send or sending must wait for a choice. */
export function saveStarted(state: DraftState): DraftState | null {
  if (state.inFlight !== null || state.failure?.kind === 'conflict') return null;
  const entries = Object.entries(state.pending);
  if (entries.length === 0) return null;
  return { ...state, inFlight: Object.fromEntries(entries.map(([path, file]) => [path, file.text])) };
}

export function saveSucceeded(state: DraftState, savedAt: string): DraftState {
  const sent = state.inFlight ?? {};
  const acknowledged: Record<string, string> = { ...state.acknowledged };
  const pending: Record<string, PendingFile> = { ...state.pending };
  for (const [path, text] of Object.entries(sent)) {
    if (text === null) delete acknowledged[path];
    else acknowledged[path] = text;
    const newer = pending[path];
    if (newer === undefined) continue;
    if (newer.text === text) delete pending[path];
    else pending[path] = { text: newer.text, over: text };
  }
  return { ...state, acknowledged, pending, inFlight: null, attempts: 0, failure: null, savedAt };
}

export function saveFailed(state: DraftState, failure: SaveFailure): DraftState {
  return { ...state, inFlight: null, attempts: state.attempts + 1, failure };
}

/** Unsaved text found in this browser after a reload. `over` decides whether it still fits what the server has. */
export function restored(
  state: DraftState,
  found: Record<string, PendingFile>,
): { state: DraftState; stale: string[] } {
  const pending: Record<string, PendingFile> = { ...state.pending };
  const stale: string[] = [];
  for (const [path, file] of Object.entries(found)) {
    const current = state.acknowledged[path] ?? null;
    if (file.text === current) continue;
    pending[path] = file;
    if (file.over !== current) stale.push(path);
  }
  const failure: SaveFailure | null =
    stale.length === 0
      ? state.failure
      : {
          kind: 'conflict',
          message: `${stale.join(', ')} changed elsewhere after this text was typed here.`,
        };
  return { state: { ...state, pending, failure }, stale };
}

/** After a conflict, "Keep mine": the pending text goes on top of what the server has now. */
export function keepMine(
  state: DraftState,
  baseRevisionId: string,
  files: Record<string, string>,
): DraftState {
  const pending: Record<string, PendingFile> = {};
  for (const [path, file] of Object.entries(state.pending)) {
    const over = files[path] ?? null;
    if (file.text !== over) pending[path] = { text: file.text, over };
  }
  return {
    ...state,
    baseRevisionId,
    acknowledged: files,
    pending,
    inFlight: null,
    attempts: 0,
    failure: null,
  };
}

/** After a conflict, "Take theirs": what is only here is given up. Also used when a fresh draft is loaded. */
export function takeTheirs(
  state: DraftState,
  baseRevisionId: string,
  files: Record<string, string>,
): DraftState {
  return {
    ...state,
    baseRevisionId,
    acknowledged: files,
    pending: {},
    inFlight: null,
    attempts: 0,
    failure: null,
  };
}

/** The server's files came again (another tab, a publish): they replace what has no unsaved text here. */
export function refreshed(
  state: DraftState,
  baseRevisionId: string,
  files: Record<string, string>,
): DraftState {
  const pending: Record<string, PendingFile> = {};
  for (const [path, file] of Object.entries(state.pending)) {
    if (file.text !== (files[path] ?? null)) pending[path] = file;
  }
  return { ...state, baseRevisionId, acknowledged: files, pending };
}

/** Milliseconds until the next attempt: 1, 2, 4, 8, then 15 s. */
export function retryDelay(attempts: number): number {
  return Math.min(15_000, 1000 * 2 ** Math.max(0, attempts - 1));
}

export type SaveLabel = 'Saving…' | 'Draft saved' | 'Not saved, retrying' | 'Not saved';

export function saveLabel(state: DraftState): SaveLabel {
  if (state.failure?.kind === 'conflict' || state.failure?.kind === 'rejected') return 'Not saved';
  if (state.failure?.kind === 'retry') return 'Not saved, retrying';
  if (state.inFlight !== null || Object.keys(state.pending).length > 0) return 'Saving…';
  return 'Draft saved';
}
