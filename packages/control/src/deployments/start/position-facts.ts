import type { ResolvedPipeline } from '@penstock/config-schema';
import type { CommittedPosition, StartOffsetsAnswer, TableStateAnswer } from '../../contracts/server-api';
import { isSameTable, type KnownCommit } from '../../runs/known-commit';
import type { ServerClient } from '../../server-client/server-client';
import { ask } from '../ask';

export type OtherPosition = TableStateAnswer['others'][number];

/** What table and topic say about where reading can go on. */
export type PositionFacts = {
  /** The deployment's committed position, on whatever table it is. */
  stored: CommittedPosition | null;
  /** Positions of other deployments for this very topic in the table to be written, the one furthest on first. */
  others: OtherPosition[];
  /** Null when the topic could not be asked. */
  offsets: StartOffsetsAnswer | null;
  hasRows: boolean | null;
};

export type FactsInput = {
  server: ServerClient | null;
  pipeline: ResolvedPipeline;
  projectId: string;
  environmentId: string;
  deploymentId: string | null;
  commits: readonly KnownCommit[];
  /** The table to be written, as it is now. */
  table: TableStateAnswer | null;
  /** The instant to count messages since; null when nobody named one. */
  at: string | null;
};

export async function positionFacts(input: FactsInput, warnings: string[]): Promise<PositionFacts> {
  const { table } = input;
  const stored = await storedPosition(input, warnings);
  const first = await askOffsets(input, { stored, adopt: null }, warnings);
  const others = ofTopic(table?.others ?? [], first?.topicId ?? null);
  const [furthest] = others;
  const second = furthest ? await askOffsets(input, { stored, adopt: furthest }, warnings) : null;
  return { stored, others, offsets: second ?? first, hasRows: hasRows(table) };
}

/** The newest commit names the table; one that moved the position names two, and one of them is only a sign. */
async function storedPosition(input: FactsInput, warnings: string[]): Promise<CommittedPosition | null> {
  const { pipeline, server, deploymentId } = input;
  const here = { namespace: pipeline.sink.namespace, name: pipeline.sink.table };
  for (const { table } of input.commits) {
    if (table === null) continue;
    const state = isSameTable(table, here)
      ? input.table
      : await ask(
          warnings,
          `where ${table.name} was read to`,
          async () =>
            await server?.tableState({ namespace: table.namespace, table: table.name, deploymentId }),
        );
    if (state?.position && !state.position.moved) return state.position;
  }
  return null;
}

async function askOffsets(
  input: FactsInput,
  from: { stored: CommittedPosition | null; adopt: CommittedPosition | null },
  warnings: string[],
): Promise<StartOffsetsAnswer | null> {
  const { pipeline, server, projectId, environmentId, at } = input;
  return await ask(
    warnings,
    'how many messages there are to read',
    async () =>
      await server?.startOffsets({
        projectId,
        environmentId,
        topic: pipeline.kafkaTopic,
        connection: pipeline.connection,
        groupId: pipeline.groupId,
        at,
        stored: from.stored?.offsets ?? null,
        adopt: from.adopt?.offsets ?? null,
      }),
  );
}

function ofTopic(others: readonly OtherPosition[], topicId: string | null): OtherPosition[] {
  const same = others.filter((other) => other.offsets.some((p) => topicId === null || p.topicId === topicId));
  return same.sort((a, b) => (reached(a) < reached(b) ? 1 : -1));
}

function reached({ offsets }: OtherPosition): bigint {
  return offsets.reduce((sum, p) => sum + BigInt(p.offset), 0n);
}

function hasRows(table: TableStateAnswer | null): boolean | null {
  if (table === null) return null;
  const [newest] = table.snapshots;
  if (!table.exists || newest === undefined) return false;
  return newest.totalRecords === null ? null : BigInt(newest.totalRecords) > 0n;
}
