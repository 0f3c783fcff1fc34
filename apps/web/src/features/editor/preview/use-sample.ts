'use client';

import type { Message } from '@penstock/control/contracts';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { toast } from 'sonner';
import { readAppError } from '../../../lib/app-error';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { usePipeline } from '../../pipeline-page/use-pipeline';
import { toJsonl } from './paste-sample';
import { captureName, chooseSample, NEWEST, PASTED, type SampleEntry } from './sample-choice';
import { sampleMessages } from './sample-lines';

export type Sample = {
  chosen: string;
  entries: readonly SampleEntry[];
  messages: readonly Message[] | null;
  loading: boolean;
  error: unknown;
  hasPasted: boolean;
  /** Null while the pipeline exists only in the draft: nothing can be kept for it yet. */
  canKeep: boolean;
  choose(name: string): void;
  paste(messages: Message[]): void;
  /** Reads the newest messages of the Kafka topic and keeps them under a name. */
  capture(limit: number): Promise<void>;
  refetch(): void;
};

const CAPTURE_DEFAULT = 200;

/** The preview's messages: kept samples, pasted ones, or the newest of the Kafka topic. The choice is in the URL. */
export function useSample(pipelineKey: string, kafkaTopic: string, connection: string): Sample {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { project, row } = usePipeline(pipelineKey);
  const [wanted, setWanted] = useQueryState('sample', parseAsString);
  const [pasted, setPasted] = useState<Message[] | null>(null);
  const list = useQuery(trpc.samples.list.queryOptions({ projectId: project.id, pipelineKey }));
  const entries = list.data ?? [];
  const chosen = chooseSample(wanted, entries, pasted !== null);
  const isKept = chosen !== NEWEST && chosen !== PASTED;
  const settled = list.data !== undefined || list.isError;
  const kept = useQuery(
    trpc.samples.read.queryOptions(
      settled && isKept ? { projectId: project.id, pipelineKey, name: chosen } : skipToken,
      { staleTime: 300_000 },
    ),
  );
  const newestInput = {
    projectId: project.id,
    environmentId: project.environment.id,
    pipelineKey,
    topic: kafkaTopic,
    connection,
    limit: CAPTURE_DEFAULT,
  };
  const newest = useQuery(
    trpc.messages.newest.queryOptions(settled && chosen === NEWEST ? newestInput : skipToken, {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    }),
  );
  const parsed = useMemo(() => parseKept(kept.data), [kept.data]);
  const source = chosen === NEWEST ? newest : kept;
  const messages =
    chosen === PASTED ? pasted : chosen === NEWEST ? (newest.data?.messages ?? null) : parsed.messages;

  const capture = async (limit: number) => {
    try {
      const answer = await client.messages.newest.query({ ...newestInput, limit });
      if (answer.messages.length === 0) {
        toast(`${kafkaTopic} has no messages yet`, {
          description: 'Paste a sample to see rows before the first message comes.',
        });
        return;
      }
      if (!row?.id) {
        setPasted(answer.messages);
        await setWanted(PASTED);
        return;
      }
      const name = captureName(new Date(), entries);
      await client.samples.save.mutate({
        projectId: project.id,
        pipelineId: row.id,
        name,
        jsonl: toJsonl(answer.messages),
        source: `${answer.source}: ${kafkaTopic}`,
      });
      await queries.invalidateQueries({
        queryKey: trpc.samples.list.queryKey({ projectId: project.id, pipelineKey }),
      });
      await setWanted(name);
      toast.success(`${answer.messages.length} messages captured`, { description: name });
    } catch (error) {
      toast.error('The messages could not be captured', { description: readAppError(error).message });
    }
  };
  return {
    chosen,
    entries,
    messages,
    loading: chosen !== PASTED && (list.isPending || (source.isPending && !source.isError)),
    error: chosen === PASTED ? null : (source.error ?? (isKept ? parsed.error : null)),
    hasPasted: pasted !== null,
    canKeep: Boolean(row?.id),
    choose: (name) => void setWanted(name),
    paste: (next) => {
      setPasted(next);
      void setWanted(PASTED);
    },
    capture,
    refetch: () => void source.refetch(),
  };
}

function parseKept(jsonl: string | undefined): { messages: Message[] | null; error: unknown } {
  if (jsonl === undefined) return { messages: null, error: null };
  try {
    return { messages: sampleMessages(jsonl), error: null };
  } catch (error) {
    return { messages: null, error };
  }
}
