import { PenstockError } from '@penstock/common';
import type { ReplayView, SetAsideView } from '../contracts/views';
import { textOf } from '../db/bytes';
import type { Db } from '../db/client';
import {
  committedSetAside,
  countCommittedSetAside,
  type SetAsidePlace,
  type SetAsideRow,
} from './set-aside-list';

export async function listSetAside(
  db: Db,
  deploymentId: string,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ records: SetAsideView[]; nextCursor: string | null; total: number; replayed: number }> {
  const limit = Math.min(Math.max(1, input.limit), 500);
  const rows = await committedSetAside(
    db,
    deploymentId,
    input.cursor ? readCursor(input.cursor) : null,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(viewOf),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
    ...(await countCommittedSetAside(db, deploymentId)),
  };
}

function viewOf(row: SetAsideRow): SetAsideView {
  const text = row.value === null ? null : textOf(row.value);
  return {
    id: row.id,
    at: row.createdAt.toISOString(),
    kind: row.kind === 'too_late' ? 'too_late' : 'unreadable',
    reason: row.reason,
    column: row.column,
    sqlLine: row.sqlLine,
    kafkaTopic: row.kafkaTopic,
    partition: row.partition,
    offset: row.offset.toString(),
    value: row.value === null ? null : (text ?? Buffer.from(row.value).toString('base64')),
    valueIsBase64: row.value !== null && text === null,
    valueSize: row.valueSize,
    valueIsWhole: (row.value?.length ?? 0) === row.valueSize,
    replay: replayOf(row),
  };
}

function replayOf(row: SetAsideRow): ReplayView | null {
  if (row.replayAt === null) return null;
  const requestedAt = row.replayAt.toISOString();
  if (row.replayFailure !== null) {
    const { replayFailure: reason, replayColumn: column, replayLine: sqlLine } = row;
    return { state: 'failed', requestedAt, reason, column, sqlLine };
  }
  return { state: row.replayLanded ? 'replayed' : 'waiting', requestedAt };
}

function cursorOf({ createdAt, partition, offset, id }: SetAsidePlace): string {
  return `${createdAt.toISOString()}_${partition}_${offset}_${id}`;
}

function readCursor(cursor: string): SetAsidePlace {
  const match = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)_(\d{1,9})_(\d{1,19})_([0-9a-f-]{36})$/i.exec(cursor);
  const [, at = '', partition = '', offset = '', id = ''] = match ?? [];
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime()))
    throw new PenstockError(
      'bad_input',
      'The page asked for does not exist any more. Start again at the first page.',
    );
  return { createdAt, partition: Number(partition), offset: BigInt(offset), id };
}
