'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { readAppError } from '../../../lib/app-error';
import { loadId, tabId } from '../../../lib/page-id';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { after } from '../after';
import type { SaveFailure } from './draft-machine';
import { registerDraft, registeredDraft } from './draft-registry';
import { type DraftPorts, DraftStore } from './draft-store';
import { mergeFile } from './merge-file';
import { pendingStorage } from './pending-storage';

/** The project's draft: the query with what the server knows, and the store that holds what is typed here. */
export function useDraft(projectId: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.drafts.get.queryOptions({ projectId }));
  const makePorts = usePorts(projectId);
  const { data } = query;
  const store =
    registeredDraft(projectId) ??
    (data === undefined ? null : registerDraft(projectId, new DraftStore(data, makePorts())));
  useEffect(() => {
    if (data !== undefined) registeredDraft(projectId)?.refresh(data);
  }, [data, projectId]);
  useSavingOnLeave(store);
  return { query, store };
}

function usePorts(projectId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  return () => {
    const draftKey = trpc.drafts.get.queryKey({ projectId });
    return {
      async save(input: Parameters<DraftPorts['save']>[0]) {
        // A reading that began before this save would bring the old text back.
        await queries.cancelQueries({ queryKey: draftKey });
        const answer = await client.drafts.save.mutate({ projectId, origin: loadId, ...input });
        await queries.cancelQueries({ queryKey: draftKey });
        void queries.invalidateQueries({ queryKey: draftKey });
        void queries.invalidateQueries({ queryKey: trpc.pipelines.list.queryKey() });
        // A plan that is being read shows what would be published now.
        void queries.invalidateQueries({ queryKey: trpc.publishing.plan.queryKey() });
        return answer;
      },
      read: () => client.drafts.get.query({ projectId }),
      merge: mergeFile,
      classify,
      storage: pendingStorage(projectId, tabId(), window.localStorage),
      schedule: after,
    };
  };
}

const PASSING = new Set(['offline', 'unavailable', 'timeout', 'internal']);

function classify(error: unknown): SaveFailure {
  const { code, message } = readAppError(error);
  if (code === 'conflict') return { kind: 'behind', message };
  return { kind: PASSING.has(code) ? 'retry' : 'rejected', message };
}

/** Leaving sends what is pending; what does not get through is kept in this browser and sent on return. */
function useSavingOnLeave(store: DraftStore | null): void {
  useEffect(() => {
    if (store === null) return;
    const onLeave = () => void store.flush();
    const onOnline = () => store.retryNow();
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('online', onOnline);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('online', onOnline);
    };
  }, [store]);
}

export function useDraftFiles(store: DraftStore): Record<string, string> {
  return useSyncExternalStore(store.subscribe, store.getFiles, store.getFiles);
}

export function useDraftState(store: DraftStore) {
  return useSyncExternalStore(store.subscribe, store.getState, store.getState);
}
