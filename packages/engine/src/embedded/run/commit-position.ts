import { PenstockError } from '@penstock/common';
import type { StoredPosition } from '../sink/iceberg/position';
import type { CommitPlan, Sink } from '../sink/sink';

/** Commits, or returns the position of this epoch that the table holds instead. Throws `fenced`. */
export async function commitPosition(
  sink: Sink,
  plan: CommitPlan,
  previous: StoredPosition | null,
  waiting: (reason: string | null) => void,
): Promise<StoredPosition | null> {
  const outcome = await sink.commit(plan, previous, new AbortController().signal, waiting);
  if (outcome.kind === 'fenced') throw new PenstockError('fenced', outcome.message);
  return outcome.kind === 'moved' ? outcome.stored : null;
}
