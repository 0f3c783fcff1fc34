'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../lib/trpc';
import { useProject } from '../projects/use-project';

/** The environment's connections and what can be done with them. */
export function useConnections() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const project = useProject();
  const at = { projectId: project.id, environmentId: project.environment.id };
  const list = useQuery(trpc.connections.list.queryOptions(at));
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.connections.pathKey() });
  return {
    at,
    list,
    create: useMutation(trpc.connections.create.mutationOptions({ onSuccess })),
    update: useMutation(trpc.connections.update.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.connections.remove.mutationOptions({ onSuccess })),
  };
}

export type Connections = ReturnType<typeof useConnections>;
