'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { readAppError } from '../../../lib/app-error';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';

type Asked = 'all' | { id: string; value?: string }[];

/** Asks for replays and takes requests back; what went wrong is said in a toast. Answers whether it was done. */
export function useReplay(deploymentId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const project = useProject();
  const [busy, setBusy] = useState(false);
  const scope = { projectId: project.id, deploymentId };

  const attempt = async (action: () => Promise<string>, failure: string): Promise<boolean> => {
    setBusy(true);
    try {
      toast.success(await action());
      return true;
    } catch (error) {
      toast.error(failure, { description: readAppError(error).message });
      return false;
    } finally {
      setBusy(false);
      await queries.invalidateQueries(trpc.setAside.pathFilter());
    }
  };

  return {
    busy,
    replay: (records: Asked) =>
      attempt(async () => {
        const { requested } = await client.setAside.replay.mutate({ ...scope, records });
        return requested === 1 ? 'The record waits for its replay' : `${requested} records wait for replay`;
      }, 'The replay was not asked for'),
    cancel: (id: string) =>
      attempt(async () => {
        const { cancelled } = await client.setAside.cancelReplay.mutate({ ...scope, recordIds: [id] });
        return cancelled === 1 ? 'The request was taken back' : 'Too late: the run has taken the record up';
      }, 'The request was not taken back'),
  };
}
