'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readAppError } from '../../lib/app-error';
import { type RouterOutputs, useTRPC, useTRPCClient } from '../../lib/trpc';
import { flushDraft } from '../editor/draft/draft-registry';

type Published = RouterOutputs['publishing']['publish'];
export type Conflicts = RouterOutputs['drafts']['rebase']['conflicts'];
export type Choices = { path: string; pipeline: string | null; take: 'mine' | 'theirs' }[];

/** The plan of a publish and the steps to carry it out. Everything typed is saved before the plan is read, once. */
export function usePublish(projectId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [flushed, setFlushed] = useState<'waiting' | 'saved' | 'failed'>('waiting');
  const [conflicts, setConflicts] = useState<Conflicts>([]);
  const [notice, setNotice] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    void flushDraft(projectId).then((saved) => {
      if (current) setFlushed(saved ? 'saved' : 'failed');
    });
    return () => {
      current = false;
    };
  }, [projectId]);
  const plan = useQuery({
    ...trpc.publishing.plan.queryOptions({ projectId }),
    enabled: flushed === 'saved',
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
  const mergeHead = async (choices: Choices = []) => {
    const merged = await client.drafts.rebase.mutate({ projectId, choices });
    setConflicts(merged.conflicts);
    if (merged.conflicts.length === 0)
      setNotice(
        'Somebody published meanwhile. Your draft now stands on their revision; read the plan once more.',
      );
    await readAgain();
  };

  const publish = async (input: {
    message: string;
    baseRevisionId: string;
    pipelineKeys?: string[];
    projectFiles?: boolean;
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

  /** Moves the draft onto what others published, with the side that counts at each place both changed. */
  const settle = async (choices: Choices) => {
    setBusy(true);
    try {
      await mergeHead(choices);
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
    settle,
    conflicts: conflicts.length > 0 ? conflicts : (plan.data?.conflicts ?? []),
    notice,
    busy,
    error,
  };
}
