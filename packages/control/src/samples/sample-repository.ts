import { randomUUID } from 'node:crypto';
import { textOf, toBytes } from '../db/bytes';
import type { Db } from '../db/client';

export async function listSamples(db: Db, pipelineId: string) {
  return await db.sample.findMany({
    where: { pipelineId },
    select: { id: true, name: true, count: true },
    orderBy: { createdAt: 'desc' },
  });
}

export async function readSample(db: Db, pipelineId: string, name: string): Promise<string | null> {
  const row = await db.sample.findUnique({
    where: { pipelineId_name: { pipelineId, name } },
    select: { messages: true },
  });
  return row ? textOf(row.messages) : null;
}

export async function sampleUsage(db: Db, pipelineId: string): Promise<{ count: number; bytes: number }> {
  const rows = await db.$queryRaw<{ count: bigint; bytes: bigint }[]>`
    select count(*) as count, coalesce(sum(length(messages)), 0)::bigint as bytes from samples where pipeline_id = ${pipelineId}::uuid`;
  return { count: Number(rows[0]?.count ?? 0n), bytes: Number(rows[0]?.bytes ?? 0n) };
}

/** A sample saved again under its name replaces the one before. */
export async function upsertSample(
  tx: Db,
  input: {
    projectId: string;
    pipelineId: string;
    name: string;
    jsonl: string;
    count: number;
    source: string;
    createdBy: string;
  },
): Promise<{ id: string }> {
  const { jsonl, ...row } = input;
  const messages = toBytes(jsonl);
  return await tx.sample.upsert({
    where: { pipelineId_name: { pipelineId: input.pipelineId, name: input.name } },
    create: { id: randomUUID(), ...row, messages },
    update: { messages, count: input.count, source: input.source },
    select: { id: true },
  });
}

export async function removeSample(tx: Db, projectId: string, id: string): Promise<boolean> {
  return (await tx.sample.deleteMany({ where: { id, projectId } })).count === 1;
}
