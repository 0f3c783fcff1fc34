'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { readAppError } from '../../../lib/app-error';
import { useTRPCClient } from '../../../lib/trpc';
import type { DraftStore } from './draft-store';
import { useDraftState } from './use-draft';

/** Shown while the draft cannot be saved without a choice. Nothing is overwritten until one is made. */
export function ConflictBar({ store, projectId }: { store: DraftStore; projectId: string }) {
  const state = useDraftState(store);
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const { failure } = state;
  if (failure === null || failure.kind === 'retry') return null;
  const choose = async (choice: 'mine' | 'theirs') => {
    setBusy(true);
    try {
      store.resolveConflict(choice, await client.drafts.get.query({ projectId }));
    } catch (error) {
      toast.error('The saved draft could not be read', { description: readAppError(error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div
      role="alert"
      className="mx-3 mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-bad bg-bad-soft px-3 py-2"
    >
      <p className="m-0 min-w-60 flex-1">
        <b>
          {failure.kind === 'conflict' ? 'The draft was changed elsewhere.' : 'This text could not be saved.'}
        </b>{' '}
        {failure.message}{' '}
        <span className="text-muted">
          What you typed is kept in this browser: {Object.keys(state.pending).join(', ')}.
        </span>
      </p>
      {failure.kind === 'conflict' ? (
        <>
          <Button disabled={busy} onClick={() => void choose('mine')}>
            Keep my text
          </Button>
          <Button disabled={busy} onClick={() => void choose('theirs')}>
            Take the saved one
          </Button>
        </>
      ) : (
        <Button onClick={() => store.retryNow()}>Try again</Button>
      )}
    </div>
  );
}
