'use client';

import { Button } from '../../../components/ui/button';
import type { RouterOutputs } from '../../../lib/trpc';

type Conflicts = RouterOutputs['drafts']['rebase']['conflicts'];
type ConflictListProps = {
  conflicts: Conflicts;
  busy: boolean;
  onTakeTheirs(pipelineKey: string): Promise<void>;
};

/** Somebody else published a change to the same place. Nothing is overwritten until the user says which one counts. */
export function ConflictList({ conflicts, busy, onTakeTheirs }: ConflictListProps) {
  return (
    <div role="alert" className="rounded-lg border border-bad bg-bad-soft px-3 py-2">
      <p className="m-0 mb-1.5">
        <b>Somebody published a change to the same place.</b> Take theirs, or close this, change your draft to
        fit, and publish again.
      </p>
      <ul className="m-0 flex list-none flex-col gap-1.5 p-0">
        {conflicts.map((conflict) => (
          <li key={`${conflict.path}${conflict.pipeline}`} className="flex items-center gap-3">
            <span className="min-w-0 flex-1">
              <span className="font-mono text-sm">{conflict.path}</span>
              {conflict.pipeline === null ? null : <> · {conflict.pipeline}</>}: {conflict.message}
            </span>
            {conflict.pipeline === null ? null : (
              <Button size="small" disabled={busy} onClick={() => void onTakeTheirs(conflict.pipeline ?? '')}>
                Take theirs, drop my change
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
