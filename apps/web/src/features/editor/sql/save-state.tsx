'use client';

import { cn } from '../../../lib/cn';
import { formatClock } from '../../../lib/format';
import { conflicts, saveLabel } from '../draft/draft-machine';
import type { DraftStore } from '../draft/draft-store';
import { useDraftState } from '../draft/use-draft';

/** "Saving…", "Draft saved", "Not saved, retrying": announced when it turns bad, quiet while all is well. */
export function SaveState({ store }: { store: DraftStore }) {
  const state = useDraftState(store);
  const label = saveLabel(state);
  const bad = label === 'Not saved' || label === 'Not saved, retrying';
  const reason =
    state.failure?.message ?? (conflicts(state).length > 0 ? 'Another tab changed the same file.' : null);
  const title = reason ?? (state.savedAt === null ? undefined : `Saved at ${formatClock(state.savedAt)}`);
  return (
    <>
      <span
        className={cn('whitespace-nowrap', bad ? 'text-bad' : 'text-faint')}
        title={title}
        data-testid="save-state"
      >
        {label}
      </span>
      <span role="status" className="sr-only">
        {bad ? `${label}: ${reason ?? ''}` : ''}
      </span>
    </>
  );
}
