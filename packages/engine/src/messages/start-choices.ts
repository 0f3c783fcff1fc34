import { toPenstockError } from '@penstock/common';
import { FilesSource } from '../embedded/source/files/files-source';
import { KafkaSource } from '../embedded/source/kafka/kafka-source';
import type { Source } from '../embedded/source/source';
import type { PartitionPosition, SourceConnection, StartPosition } from '../types';

export type StartChoice = {
  kind: StartPosition['kind'];
  /** How many messages would be read first; null when the choice cannot be had. Decimal string. */
  messages: string | null;
  unavailable: string | null;
};

/** What each start position would mean in messages. Throws PenstockError when the topic itself cannot be asked. */
export async function startChoices(
  connection: SourceConnection,
  topic: string,
  options: { groupId: string | null; at: string | null },
): Promise<StartChoice[]> {
  const source =
    connection.kind === 'kafka'
      ? new KafkaSource(connection, topic, null)
      : new FilesSource(connection.dir, topic);
  try {
    const end = await source.resolveStart({ kind: 'latest' });
    const starts: StartPosition[] = [{ kind: 'earliest' }, { kind: 'latest' }];
    if (options.groupId !== null) starts.push({ kind: 'group', groupId: options.groupId });
    if (options.at !== null) starts.push({ kind: 'time', at: options.at });
    const choices: StartChoice[] = [];
    for (const start of starts) choices.push(await choice(source, start, end));
    return choices;
  } finally {
    await source.close();
  }
}

async function choice(
  source: Source,
  start: StartPosition,
  end: readonly PartitionPosition[],
): Promise<StartChoice> {
  try {
    const positions = start.kind === 'latest' ? end : await source.resolveStart(start);
    const from = new Map(positions.map((p) => [p.partition, BigInt(p.offset)]));
    const messages = end.reduce(
      (sum, p) => sum + BigInt(p.offset) - (from.get(p.partition) ?? BigInt(p.offset)),
      0n,
    );
    return { kind: start.kind, messages: String(messages), unavailable: null };
  } catch (error) {
    return { kind: start.kind, messages: null, unavailable: toPenstockError(error).message };
  }
}
