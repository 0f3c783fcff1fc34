'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readAppError } from '../../lib/app-error';
import { type RouterOutputs, useTRPC, useTRPCClient } from '../../lib/trpc';
import { flushDraft } from '../editor/draft/draft-registry';

type Published = RouterOutputs['publishing']['publish'];
type Conflicts = RouterOutputs['drafts']['rebase']['conflicts'];

/** The plan of a publish and the steps to carry it out. Everything typed is saved before the plan is read. */
export function usePublish(projectId: string, open: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [flushed, setFlushed] = useState<'waiting' | 'saved' | 'failed'>('waiting');
  const [conflicts, setConflicts] = useState<Conflicts>([]);
  const [notice, setNotice] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!open) return;
    let current = true;
    setFlushed('waiting');
    setConflicts([]);
    setNotice(null);
    setError(null);
    void flushDraft(projectId).then((saved) => {
      if (current) setFlushed(saved ? 'saved' : 'failed');
    });
    return () => {
      current = false;
    };
  }, [open, projectId]);
  const plan = useQuery({
    ...trpc.publishing.plan.queryOptions({ projectId }),
    enabled: open && flushed === 'saved',
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

  /** Everything that shows versions, drafts or statuses is read again. */
  const readAgain = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.drafts.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.pipelines.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.projects.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.publishing.pathKey() }),
    ]);

  /** Somebody published meanwhile: merge what does not collide, list what does. */
  const mergeHead = async () => {
    const merged = await client.drafts.rebase.mutate({ projectId });
    setConflicts(merged.conflicts);
    if (merged.conflicts.length === 0)
      setNotice(
        'Somebody published meanwhile. Your draft now stands on their revision; read the plan once more.',
      );
    await readAgain();
  };

  const publish = async (input: {
    message: string;
    pipelineKeys: string[];
    baseRevisionId: string;
  }): Promise<Published | null> => {
    setBusy(true);
    setError(null);
    setNotice(null);
    try {
      const published = await client.publishing.publish.mutate({ projectId, ...input });
      await readAgain();
      return published;
    } catch (failure) {
      if (readAppError(failure).code === 'conflict') await mergeHead().catch(setError);
      else setError(failure);
      return null;
    } finally {
      setBusy(false);
    }
  };

  /** Gives up the draft's change to one pipeline, so that the rest can be merged. */
  const takeTheirs = async (pipelineKey: string) => {
    setBusy(true);
    try {
      await client.drafts.discard.mutate({ projectId, pipelineKey });
      await mergeHead();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return {
    flushed,
    plan,
    publish,
    takeTheirs,
    conflicts: conflicts.length > 0 ? conflicts : (plan.data?.conflicts ?? []),
    notice,
    busy,
    error,
  };
}
