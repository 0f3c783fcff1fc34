import { randomUUID } from 'node:crypto';
import { toBytes } from '../db/bytes';
import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';

/** The same shape as the engines' `SetAside`. Offsets, epoch and seq are decimal strings. */
export type SetAsideInput = {
  kind: 'unreadable' | 'too_late';
  topicId: string;
  kafkaTopic: string;
  partition: number;
  offset: string;
  epoch: string;
  seq: string;
  reason: string;
  column?: string | undefined;
  sqlLine?: number | undefined;
  key: Uint8Array | null;
  value: Uint8Array | null;
  valueSize: number;
  timestampMs: string | null;
};

/** At most this much of a record's value is kept. */
export const keptValueBytes = 1024 * 1024;
const keptKeyBytes = 64 * 1024;
const rowsPerStatement = 200;

/**
 * Writes the records of a batch that is about to be committed as (epoch, seq). A repeated batch overwrites its own
 * records; an older epoch never overwrites a newer one's.
 */
export async function upsertSetAside(
  tx: Db,
  projectId: string,
  deploymentId: string,
  records: readonly SetAsideInput[],
): Promise<void> {
  for (let from = 0; from < records.length; from += rowsPerStatement) {
    const rows = records
      .slice(from, from + rowsPerStatement)
      .map((record) => rowOf(projectId, deploymentId, record));
    await tx.$executeRaw`
      insert into set_aside_records as s (id, project_id, deployment_id, kafka_topic, topic_id, partition, "offset", epoch, seq, kind, reason,
                                          "column", sql_line, key, value, value_size, "timestamp")
      values ${Prisma.join(rows)}
      on conflict (deployment_id, topic_id, partition, "offset") do update
         set epoch = excluded.epoch, seq = excluded.seq, kind = excluded.kind, reason = excluded.reason, "column" = excluded."column",
             sql_line = excluded.sql_line, key = excluded.key, value = excluded.value, value_size = excluded.value_size,
             "timestamp" = excluded."timestamp", created_at = clock_timestamp()
       where (excluded.epoch, excluded.seq) >= (s.epoch, s.seq)`;
  }
}

function rowOf(projectId: string, deploymentId: string, record: SetAsideInput): Prisma.Sql {
  const key = record.key === null ? null : toBytes(record.key.subarray(0, keptKeyBytes));
  const value = record.value === null ? null : toBytes(record.value.subarray(0, keptValueBytes));
  const timestamp = timestampOf(record.timestampMs);
  return Prisma.sql`(${randomUUID()}::uuid, ${projectId}::uuid, ${deploymentId}::uuid, ${record.kafkaTopic}, ${record.topicId}, ${record.partition}::int,
    ${record.offset}::bigint, ${record.epoch}::bigint, ${record.seq}::bigint, ${record.kind}, ${record.reason}, ${record.column ?? null}, ${record.sqlLine ?? null}::int,
    ${key}::bytea, ${value}::bytea, ${record.valueSize}::int, ${timestamp}::timestamptz)`;
}

/** Producers set Kafka's timestamps; one that no date can hold must not keep the record from being set aside. */
function timestampOf(milliseconds: string | null): Date | null {
  const date = new Date(Number(milliseconds ?? Number.NaN));
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999 ? null : date;
}
