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

/** `behind`: another page has saved one of these files since; read the draft and merge. */
export type SaveFailure = { kind: 'retry' | 'rejected' | 'behind'; message: string };

/** The draft as the server tells it. `stamps` name the texts, see `drafts.save`. */
export type ServerDraft = {
  baseRevisionId: string;
  files: Record<string, string>;
  stamps: Record<string, string>;
  updatedAt: string | null;
};

export type DraftState = {
  baseRevisionId: string;
  /** Files as the server has acknowledged them, and the stamps of their texts. */
  acknowledged: Readonly<Record<string, string>>;
  stamps: Readonly<Record<string, string>>;
  pending: Readonly<Record<string, PendingFile>>;
  /** What the request under way carries; null when none is. */
  inFlight: Readonly<Record<string, string | null>> | null;
  /** Failed attempts since the last success. */
  attempts: number;
  failure: Exclude<SaveFailure, { kind: 'behind' }> | null;
  savedAt: string | null;
};

export function initialDraft(draft: ServerDraft): DraftState {
  return {
    baseRevisionId: draft.baseRevisionId,
    acknowledged: draft.files,
    stamps: draft.stamps,
    pending: {},
    inFlight: null,
    attempts: 0,
    failure: null,
    savedAt: draft.updatedAt,
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

/** `over`: the text that both began with; null is no file. */
export type Conflict = { path: string; over: string | null; mine: string | null; theirs: string | null };

/**
 * Files that were changed here and, since, by another page or a publish. Nothing is saved until they are merged or a
 * person has chosen.
 */
export function conflicts(state: DraftState): Conflict[] {
  return Object.entries(state.pending).flatMap(([path, { text, over }]) => {
    const theirs = state.acknowledged[path] ?? null;
    return over === theirs ? [] : [{ path, over, mine: text, theirs }];
  });
}

/**
 * Typing: texts equal to the acknowledged ones leave nothing to save, unless another text is under way. `seen` are the files
 * the change was made over, where that is not a moment ago.
 */
export function edited(
  state: DraftState,
  changes: Record<string, string | null>,
  seen: Readonly<Record<string, string>> = state.acknowledged,
): DraftState {
  const pending: Record<string, PendingFile> = { ...state.pending };
  for (const [path, text] of Object.entries(changes)) {
    const current = state.acknowledged[path] ?? null;
    const underWay = state.inFlight !== null && path in state.inFlight;
    if (text === current && !underWay) delete pending[path];
    else
      pending[path] = { text, over: pending[path] === undefined ? (seen[path] ?? null) : pending[path].over };
  }
  return { ...state, pending, failure: state.failure?.kind === 'rejected' ? null : state.failure };
}

/** Takes everything pending into a request; null when there is nothing to send or sending must wait for a choice. */
export function saveStarted(state: DraftState): DraftState | null {
  if (state.inFlight !== null || conflicts(state).length > 0) return null;
  const entries = Object.entries(state.pending);
  if (entries.length === 0) return null;
  return { ...state, inFlight: Object.fromEntries(entries.map(([path, file]) => [path, file.text])) };
}

export function saveSucceeded(
  state: DraftState,
  saved: { updatedAt: string; stamps: Record<string, string> },
): DraftState {
  const sent = state.inFlight ?? {};
  const acknowledged: Record<string, string> = { ...state.acknowledged };
  const stamps: Record<string, string> = { ...state.stamps };
  const pending: Record<string, PendingFile> = { ...state.pending };
  for (const [path, text] of Object.entries(sent)) {
    delete stamps[path];
    if (text === null) delete acknowledged[path];
    else acknowledged[path] = text;
    const newer = pending[path];
    if (newer === undefined) continue;
    if (newer.text === text) delete pending[path];
    else pending[path] = { text: newer.text, over: text };
  }
  Object.assign(stamps, saved.stamps);
  const done = { inFlight: null, attempts: 0, failure: null, savedAt: saved.updatedAt };
  return { ...state, acknowledged, stamps, pending, ...done };
}

export function saveFailed(state: DraftState, failure: SaveFailure): DraftState {
  const shown = failure.kind === 'behind' ? null : { kind: failure.kind, message: failure.message };
  return { ...state, inFlight: null, attempts: state.attempts + 1, failure: shown };
}

/** Unsaved text found in this browser after a reload; where it was typed over another text it is a conflict. */
export function restored(state: DraftState, found: Record<string, PendingFile>): DraftState {
  const pending: Record<string, PendingFile> = { ...state.pending };
  for (const [path, file] of Object.entries(found))
    if (file.text !== (state.acknowledged[path] ?? null)) pending[path] = file;
  return { ...state, pending };
}

/** The server's files came again (another page, a publish): they replace what has no unsaved text here. */
export function refreshed(state: DraftState, draft: ServerDraft): DraftState {
  if (isOlder(draft.updatedAt, state.savedAt)) return state;
  const pending = Object.fromEntries(
    Object.entries(state.pending).filter(([path, file]) => file.text !== (draft.files[path] ?? null)),
  );
  return {
    ...state,
    baseRevisionId: draft.baseRevisionId,
    acknowledged: draft.files,
    stamps: draft.stamps,
    pending,
    savedAt: draft.updatedAt ?? state.savedAt,
  };
}

/** A reading that began before the last save here and came after it. */
function isOlder(updatedAt: string | null, savedAt: string | null): boolean {
  return updatedAt !== null && savedAt !== null && Date.parse(updatedAt) < Date.parse(savedAt);
}

/** Both sides' changes in one text, typed over what the server has now; `seen` is the conflict it was made from. */
export function merged(state: DraftState, seen: Conflict, text: string): DraftState {
  const now = state.pending[seen.path];
  const isSame = now?.text === seen.mine && (state.acknowledged[seen.path] ?? null) === seen.theirs;
  if (!isSame) return state;
  return { ...state, pending: { ...state.pending, [seen.path]: { text, over: seen.theirs } } };
}

/** A person has chosen, for every file in conflict: the text of this page on top of the other one, or the other one. */
export function resolved(state: DraftState, choice: 'mine' | 'theirs'): DraftState {
  const pending: Record<string, PendingFile> = { ...state.pending };
  for (const { path, mine, theirs } of conflicts(state)) {
    if (choice === 'theirs') delete pending[path];
    else pending[path] = { text: mine, over: theirs };
  }
  return { ...state, pending, attempts: 0 };
}

/** Milliseconds until the next attempt: 1, 2, 4, 8, then 15 s. */
export function retryDelay(attempts: number): number {
  return Math.min(15_000, 1000 * 2 ** Math.max(0, attempts - 1));
}

export type SaveLabel = 'Saving…' | 'Draft saved' | 'Not saved, retrying' | 'Not saved';

export function saveLabel(state: DraftState): SaveLabel {
  if (conflicts(state).length > 0 || state.failure?.kind === 'rejected') return 'Not saved';
  if (state.failure?.kind === 'retry') return 'Not saved, retrying';
  if (state.inFlight !== null || Object.keys(state.pending).length > 0) return 'Saving…';
  return 'Draft saved';
}
