import { isPenstockError } from '@penstock/common';
import type { ReplayRecord } from '../../types';
import type { StoredPosition } from '../sink/iceberg/position';
import type { BatchResult } from './batch';
import { commitPosition } from './commit-position';
import { newPosition } from './first-position';
import type { LoopParts } from './loop-parts';
import { replayBlock, totalsAfterReplay, withoutBad } from './replays';

/** `position` is the one to go on from; with `moved` the table holds another than this run's. */
export type ReplayOutcome = { moved: boolean; position: StoredPosition };

/**
 * Rule 6: puts set-aside records through once more and commits what succeeds, offsets unchanged, with the replays' ids in
 * the position. The commit is named on the requests before it is sent, so that they are done exactly when it landed.
 */
export async function replayStep(parts: LoopParts, stored: StoredPosition): Promise<ReplayOutcome> {
  const { replays, batcher, ports } = parts;
  const records = replays.take();
  try {
    const { staged, result } = await stageGood(parts, records);
    if (staged.length === 0) return { moved: false, position: stored };
    return await commitReplay(parts, stored, staged, result);
  } finally {
    await batcher.reset();
    ports.replaysOver(records.map(({ id }) => id));
  }
}

/** Stages the records that can be transformed; the others are reported, and the rest goes again without them. */
async function stageGood(
  { batcher, ports }: LoopParts,
  records: readonly ReplayRecord[],
): Promise<{ staged: ReplayRecord[]; result: BatchResult }> {
  let staged = [...records];
  for (;;) {
    const result = await batcher.add(replayBlock(staged));
    if (result.bad.length === 0) return { staged, result };
    const { failures, rest } = withoutBad(staged, result.bad);
    await ports.replayFailed(failures);
    await batcher.reset();
    staged = rest;
  }
}

async function commitReplay(
  parts: LoopParts,
  stored: StoredPosition,
  staged: readonly ReplayRecord[],
  result: BatchResult,
): Promise<ReplayOutcome> {
  const { spec, sink, progress, ports } = parts;
  const ids = staged.map((record) => record.id);
  const totals = totalsAfterReplay(stored.totals, {
    records: ids.length,
    rows: result.rows,
    filtered: result.filtered + result.ignored,
    bytesOut: progress.takeBytesOut(),
  });
  const position = { ...newPosition(spec, stored, stored.next), totals, replayed: ids };
  const { epoch, seq, commitId } = position;
  if (!(await isWanted(ports.replayCommit(ids, { epoch, seq, commitId })))) {
    ports.event('replay', 'A replay was taken back just now; the others are tried again.');
    return { moved: false, position: stored };
  }
  const started = performance.now();
  const plan = { position, rows: result.rows };
  const moved = await commitPosition(sink, plan, stored, (reason) => parts.wait(reason));
  if (moved !== null) return { moved: true, position: moved };
  progress.committed(position, Math.round(performance.now() - started), -1);
  if (result.rows > 0n) progress.learnFrom(sink);
  ports.event('replayed', `${ids.length === 1 ? '1 record was' : `${ids.length} records were`} replayed.`);
  ports.report(progress);
  return { moved: false, position };
}

/** Without its name on the requests the commit must not be sent: they would be replayed again after it. */
async function isWanted(named: Promise<void>): Promise<boolean> {
  try {
    await named;
    return true;
  } catch (error) {
    if (isPenstockError(error) && error.code === 'conflict') return false;
    throw error;
  }
}
