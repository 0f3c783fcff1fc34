import { toPenstockError } from '@penstock/common';
import { nearest } from '../embedded/run/start/chosen-offsets';
import { FilesSource } from '../embedded/source/files/files-source';
import { KafkaSource } from '../embedded/source/kafka/kafka-source';
import type { Source } from '../embedded/source/source';
import type { PartitionPosition, SourceConnection, StartPosition } from '../types';

/** What a start position would mean. Counts are decimal strings of messages, null when the choice cannot be had. */
export type StartChoice = {
  kind: StartPosition['kind'] | 'stored' | 'adopt';
  /** How many messages would be read first. */
  messages: string | null;
  /** Read although they lie before the position that is there, and left out although they lie behind it; null without one. */
  repeats: string | null;
  skips: string | null;
  unavailable: string | null;
};

export type StartChoices = {
  topicId: string;
  kind: 'kafka' | 'files';
  choices: StartChoice[];
};

export type StartQuestion = {
  groupId: string | null;
  at: string | null;
  /** The deployment's own position, and one that it could take over. */
  stored?: PartitionPosition[] | null;
  adopt?: PartitionPosition[] | null;
};

/** What each start position would mean in messages. Throws PenstockError when the topic itself cannot be asked. */
export async function startChoices(
  connection: SourceConnection,
  topic: string,
  question: StartQuestion,
): Promise<StartChoices> {
  const source =
    connection.kind === 'kafka'
      ? new KafkaSource(connection, topic, null)
      : new FilesSource(connection.dir, topic);
  try {
    const { topicId, kind } = await source.describe();
    const first = await source.resolveStart({ kind: 'earliest' });
    const end = await source.resolveStart({ kind: 'latest' });
    const stored = ofTopic(question.stored, topicId);
    const adopt = ofTopic(question.adopt, topicId);
    const range: Range = { first, end, written: stored ?? adopt };
    const choices: StartChoice[] = [];
    if (stored !== null) choices.push(counted('stored', nearest(stored, first, end), range));
    if (adopt !== null) choices.push(counted('adopt', nearest(adopt, first, end), range));
    for (const start of startsOf(question)) choices.push(await choice(source, start, range));
    return { topicId, kind, choices };
  } finally {
    await source.close();
  }
}

type Range = {
  first: readonly PartitionPosition[];
  end: readonly PartitionPosition[];
  /** Up to where the table has rows already. */
  written: readonly PartitionPosition[] | null;
};

function startsOf({ groupId, at }: StartQuestion): StartPosition[] {
  return [
    { kind: 'earliest' },
    { kind: 'latest' },
    ...(groupId === null ? [] : [{ kind: 'group' as const, groupId }]),
    ...(at === null ? [] : [{ kind: 'time' as const, at }]),
  ];
}

/** A position counts here only when it is one of this very topic. */
function ofTopic(
  positions: PartitionPosition[] | null | undefined,
  topicId: string,
): PartitionPosition[] | null {
  return positions?.every((p) => p.topicId === topicId) ? positions : null;
}

async function choice(source: Source, start: StartPosition, range: Range): Promise<StartChoice> {
  try {
    if (start.kind === 'earliest') return counted('earliest', range.first, range);
    if (start.kind === 'latest') return counted('latest', range.end, range);
    return counted(start.kind, await source.resolveStart(start), range);
  } catch (error) {
    const unavailable = toPenstockError(error).message;
    return { kind: start.kind, messages: null, repeats: null, skips: null, unavailable };
  }
}

function counted(
  kind: StartChoice['kind'],
  positions: readonly PartitionPosition[],
  { first, end, written }: Range,
): StartChoice {
  const [from, beginning] = [offsets(positions), offsets(first)];
  const before = written === null ? null : offsets(written);
  let [messages, repeats, skips] = [0n, 0n, 0n];
  for (const { partition, offset } of end) {
    const oldest = beginning.get(partition) ?? 0n;
    const start = from.get(partition) ?? oldest;
    messages += positive(BigInt(offset) - start);
    const reached = before?.get(partition) ?? oldest;
    repeats += positive(reached - start);
    skips += positive(start - reached);
  }
  const relative = before === null ? null : { repeats: String(repeats), skips: String(skips) };
  return {
    kind,
    messages: String(messages),
    ...(relative ?? { repeats: null, skips: null }),
    unavailable: null,
  };
}

function offsets(positions: readonly PartitionPosition[]): Map<number, bigint> {
  return new Map(positions.map((p) => [p.partition, BigInt(p.offset)]));
}

function positive(count: bigint): bigint {
  return count < 0n ? 0n : count;
}
