'use client';

import { Button } from '../../../components/ui/button';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { plural } from '../../../lib/format';
import { TextDiff } from '../../publish/components/text-diff';
import { type Conflict, conflicts } from './draft-machine';
import type { DraftStore } from './draft-store';
import { useDraftState } from './use-draft';

/** Shown while the draft cannot be saved without a choice. Nothing is overwritten until one is made. */
export function ConflictBar({ store }: { store: DraftStore }) {
  const state = useDraftState(store);
  const open = conflicts(state);
  if (open.length > 0) return <Choice store={store} open={open} />;
  if (state.failure?.kind !== 'rejected') return null;
  return (
    <Bar>
      <p className="m-0 min-w-60 flex-1">
        <b>This text could not be saved.</b> {state.failure.message}{' '}
        <span className="text-muted">
          What you typed is kept in this browser: {Object.keys(state.pending).join(', ')}.
        </span>
      </p>
      <Button onClick={() => store.retryNow()}>Try again</Button>
    </Bar>
  );
}

function Choice({ store, open }: { store: DraftStore; open: readonly Conflict[] }) {
  return (
    <Bar>
      <p className="m-0 min-w-60 flex-1">
        <b>Your draft was changed in another tab too.</b> Both changed{' '}
        {open.length === 1 ? open[0]?.path : plural(open.length, 'file')}. Saving waits until you choose; both
        texts are kept until then.
      </p>
      <Button onClick={() => store.resolveConflict('mine')}>Keep my text</Button>
      <Button onClick={() => store.resolveConflict('theirs')}>Take the other one</Button>
      <details className="w-full">
        <summary className="cursor-pointer text-muted">Compare: + is here, − is in the other tab</summary>
        <ScrollRegion label="Both texts" className="mt-1.5 max-h-64 rounded-md border bg-panel">
          {open.map(({ path, mine, theirs }) => (
            <TextDiff key={path} before={theirs} after={mine} label={path} />
          ))}
        </ScrollRegion>
      </details>
    </Bar>
  );
}

function Bar({ children }: { children: React.ReactNode }) {
  return (
    <div
      role="alert"
      className="mx-3 mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-bad bg-bad-soft px-3 py-2"
    >
      {children}
    </div>
  );
}
