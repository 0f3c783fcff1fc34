import { PenstockError } from '@penstock/common';
import type { RunSpec } from '../../../types';
import type { IcebergSink } from '../../sink/iceberg/iceberg-sink';
import { positionsOfOthers, type StoredPosition, type TableRef } from '../../sink/iceberg/position';
import { asObject, asText } from '../../sink/iceberg/rest-client';
import type { Source, SourceTopic } from '../../source/source';
import { newPosition } from '../first-position';
import { chosenOffsets } from './chosen-offsets';
import { findHeld, type Held } from './held-position';
import { blocked, refuseAdopted, refuseSharedTopic, requireSameTopic } from './refusals';

/** Where the run goes on, and how that has to be committed before anything is read; null when it is committed already. */
export type Beginning = { stored: StoredPosition; commit: OpenBeginning | null };

export type OpenBeginning = {
  /** What the sink's table holds so far. */
  previous: StoredPosition | null;
  /** The table that the position leaves, in the same commit (rule 7). */
  leaves: { table: TableRef; position: StoredPosition } | null;
  /** For the history. */
  said: string;
};

/** Rules 2, 5 and 7: decides where to go on, and blocks with a reason rather than guess. */
export async function findBeginning(spec: RunSpec, sink: IcebergSink, source: Source): Promise<Beginning> {
  const found = await findHeld(spec, sink);
  const { held, table } = found;
  const topic = await source.describe();
  if (held !== null && BigInt(held.epoch) > BigInt(spec.epoch))
    throw new PenstockError('fenced', `Epoch ${held.epoch} has taken over (this run has ${spec.epoch}).`);
  if (held === null || isChosenSince(spec, held)) return await beginAnew(spec, sink, source, topic, found);
  requireSameTopic(held, topic);
  if (spec.catalog.fenced) await requireOwnLineage(spec, sink, table?.uuid ?? sink.tableUuid, held);
  const others = positionsOfOthers(sink.table.properties, spec.deploymentId);
  if (table === null) {
    refuseAdopted(spec, held, others);
    return { stored: held, commit: null };
  }
  refuseSharedTopic(spec, others, topic);
  const stored = { ...newPosition(spec, held, held.next), seq: seqAfter(found) };
  const said = `The position moved along from the table ${table.name} (seq ${stored.seq}).`;
  return { stored, commit: openBeginning(found, stored, said, sink) };
}

/** True until the choice has become a position. A run that is started again then goes on from that one. */
function isChosenSince({ start }: RunSpec, held: StoredPosition): boolean {
  return start.choiceId !== undefined && held.choice !== start.choiceId;
}

async function beginAnew(
  spec: RunSpec,
  sink: IcebergSink,
  source: Source,
  topic: SourceTopic,
  found: Held,
): Promise<Beginning> {
  const others = positionsOfOthers(sink.table.properties, spec.deploymentId);
  if (spec.start.kind !== 'adopt') refuseSharedTopic(spec, others, topic);
  const { next, adopted } = await chosenOffsets(spec.start, source, found.held, others);
  if (adopted !== null && next.some((p) => p.topicId !== topic.topicId))
    throw blocked(
      'choice_gone',
      'The position to go on from is one of another topic. Deploy again and choose another start position.',
    );
  const stored: StoredPosition = {
    ...newPosition(spec, found.held, next),
    seq: seqAfter(found),
    choice: spec.start.choiceId ?? null,
    source: topic.kind,
    adopted,
  };
  const what = found.held === null ? 'First start' : 'Start chosen anew';
  const said = `${what}: positions of ${next.length} partitions written as seq ${stored.seq}.`;
  return { stored, commit: openBeginning(found, stored, said, sink) };
}

/** Rule 1's sequence: one above the highest of the tables that the commit carries. */
function seqAfter({ here, held }: Held): string {
  const inTable = BigInt(here?.seq ?? '0');
  const counting = BigInt(held?.seq ?? '0');
  const highest = inTable > counting ? inTable : counting;
  return String(highest + 1n);
}

function openBeginning(found: Held, stored: StoredPosition, said: string, sink: IcebergSink): OpenBeginning {
  const { here, table, held } = found;
  if (table === null || held === null) return { previous: here, leaves: null, said };
  const movedTo = { ...sink.ref, uuid: sink.tableUuid };
  return { previous: here, leaves: { table, position: { ...stored, next: held.next, movedTo } }, said };
}

/** Rule 5: `main` set back outside Penstock, or a position that the commit log does not know. */
async function requireOwnLineage(
  spec: RunSpec,
  sink: IcebergSink,
  tableUuid: string,
  stored: StoredPosition,
): Promise<void> {
  const answer = await sink.client.get(`/penstock/v1/deployments/${spec.deploymentId}/tables/${tableUuid}`);
  const last =
    answer.lastCommit === null || answer.lastCommit === undefined ? null : asObject(answer.lastCommit);
  if (last !== null && BigInt(asText(last.seq) ?? '0') > BigInt(stored.seq)) {
    throw blocked(
      'table_set_back',
      'The table was set back to an earlier state outside Penstock, rows and position together. Deploy again and go on from the position in the table: the messages since are read again.',
    );
  }
  if (last === null || asText(last.commitId) !== stored.commitId) {
    throw blocked(
      'unknown_position',
      'The position in the table is not the one that was committed last; the table was changed outside Penstock. Deploy again and choose where to go on.',
    );
  }
  if (BigInt(asText(answer.lineage) ?? '0') > BigInt(asText(last.lineage) ?? '0')) {
    throw blocked(
      'set_back_outside',
      'The table was set back to an older snapshot outside Penstock. Reading on would leave a gap: deploy again and choose where to go on.',
    );
  }
}
