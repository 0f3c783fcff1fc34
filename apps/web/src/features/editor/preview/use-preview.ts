'use client';

import type { Message, PreviewAnswer, PreviewRequest } from '@penstock/control/contracts';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { EnvironmentView } from '../../../language';
import { useTRPCClient } from '../../../lib/trpc';
import { after } from '../after';
import { PreviewRunner, type PreviewState } from './preview-runner';

/** Why no preview is asked for right now, in words for the screen; null when one is. */
export type PreviewHold = string | null;

/**
 * The preview of the draft on a sample. `files` must keep its identity while no text changes. The clock of the query
 * stands still for a sample, so that the same text gives the same rows.
 */
export function usePreview(input: {
  projectId: string;
  pipelineKey: string;
  files: Record<string, string>;
  messages: readonly Message[] | null;
  hold: PreviewHold;
  environment: EnvironmentView;
}) {
  const { projectId, pipelineKey, files, messages, hold } = input;
  const { name, variables } = input.environment;
  const client = useTRPCClient();
  const [runner] = useState(
    () =>
      new PreviewRunner<PreviewRequest, PreviewAnswer>({
        run: (request, signal) => client.preview.run.mutate(request, { signal }),
        schedule: after,
      }),
  );
  useEffect(() => () => runner.pause(), [runner]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new messages start a new clock
  const now = useMemo(() => new Date().toISOString(), [messages]);
  const needed = useMemo(() => previewFiles(files), [files]);
  const key = useMemo(() => JSON.stringify([needed, name, variables]), [needed, name, variables]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `needed`, `name` and `variables`: an equal text must not run it again
  useEffect(() => {
    if (messages === null || hold !== null) runner.pause();
    else
      runner.request({
        projectId,
        pipelineKey,
        files: needed,
        messages: [...messages],
        now,
        environment: { name, variables: { ...variables } },
      });
  }, [runner, projectId, pipelineKey, key, messages, hold, now]);
  const state: PreviewState<PreviewRequest, PreviewAnswer> = useSyncExternalStore(
    runner.subscribe,
    runner.getState,
    runner.getState,
  );
  return { state, runNow: () => runner.runNow() };
}

const NEEDED = /^(config\/|transformations\/|penstock\.yaml$)/;

/** Only what resolving the pipeline takes; samples and tests stay here. */
export function previewFiles(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => NEEDED.test(path)));
}
