'use client';

import { isPenstockError } from '@penstock/common';
import { useCallback } from 'react';
import { toast } from 'sonner';
import type { FileChanges, LanguageClient, LanguageQuestion, PipelineEdit } from '../../language';
import type { DraftStore } from './draft/draft-store';

type Files = Readonly<Record<string, string>>;

const MAX_TRIES = 4;

/**
 * Edits of the pipeline's files that the language worker works out (YAML splices, fixes). When the text changes while the worker
 * thinks, the question is asked again for the new text instead of applying an answer about the old one.
 */
export function usePipelineEdit(client: LanguageClient | null, store: DraftStore, pipeline: string) {
  const run = useCallback(
    async (question: LanguageQuestion & { kind: 'edit' | 'fix' }, seen?: Files): Promise<boolean> => {
      if (client === null) return false;
      try {
        const changes = await askUntilCurrent(client, question);
        store.edit(changes, seen);
        return true;
      } catch (error) {
        toast.error('This change could not be made', {
          description: error instanceof Error ? error.message : String(error),
        });
        return false;
      }
    },
    [client, store],
  );
  const edit = useCallback(
    (change: PipelineEdit, seen?: Files) => run({ kind: 'edit', pipeline, edit: change }, seen),
    [run, pipeline],
  );
  const fix = useCallback(
    (diagnostic: number, index: number) => run({ kind: 'fix', pipeline, diagnostic, fix: index }),
    [run, pipeline],
  );
  return { edit, fix };
}

async function askUntilCurrent(
  client: LanguageClient,
  question: LanguageQuestion & { kind: 'edit' | 'fix' },
): Promise<FileChanges> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.ask(question);
    } catch (error) {
      // A fix belongs to the text it was offered for; an edit of a column fits the newer text as well.
      const again =
        question.kind === 'edit' &&
        attempt < MAX_TRIES &&
        isPenstockError(error) &&
        error.code === 'cancelled';
      if (!again) throw error;
    }
  }
}
