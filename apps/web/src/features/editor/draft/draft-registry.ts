import type { DraftStore } from './draft-store';

/** One store per project and page: switching tabs must not lose a save that is under way. */
const stores = new Map<string, DraftStore>();

export function registeredDraft(projectId: string): DraftStore | undefined {
  return stores.get(projectId);
}

export function registerDraft(projectId: string, store: DraftStore): DraftStore {
  stores.set(projectId, store);
  return store;
}

/** Everything typed on this page is on the server; false when it could not be saved. Call before publishing. */
export async function flushDraft(projectId: string): Promise<boolean> {
  return (await stores.get(projectId)?.flush()) ?? true;
}
