'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../lib/trpc';
import { useProject } from '../projects/use-project';
import { inferColumns } from './infer-types';

const MESSAGES = 100;

/** Columns of a topic's newest messages; null while they are read or when there are none. */
export function useInferredColumns(topic: string | null) {
  const trpc = useTRPC();
  const project = useProject();
  const input =
    topic === null
      ? skipToken
      : {
          projectId: project.id,
          environmentId: project.environment.id,
          pipelineKey: topic,
          topic,
          limit: MESSAGES,
        };
  const newest = useQuery(trpc.messages.newest.queryOptions(input, { staleTime: 60_000, retry: false }));
  const messages = newest.data?.messages;
  const inferred = useMemo(
    () => (messages === undefined ? null : inferColumns(messages.map((message) => message.value))),
    [messages],
  );
  return { ...newest, inferred, count: messages?.length ?? 0 };
}
