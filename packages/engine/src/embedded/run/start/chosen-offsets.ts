import type { ChosenStart, PartitionPosition } from '../../../types';
import type { PositionOfOther, StoredPosition } from '../../sink/iceberg/position';
import type { Source } from '../../source/source';
import { blocked } from './refusals';

/** What a choice leads to: the offsets, and whose position they are when they were taken over. */
export type ChosenOffsets = { next: PartitionPosition[]; adopted: StoredPosition['adopted'] };

/** Rule 2: the start offsets of all partitions, resolved once. Throws `blocked` when the choice cannot be had any more. */
export async function chosenOffsets(
  choice: ChosenStart,
  source: Source,
  held: StoredPosition | null,
  others: readonly PositionOfOther[],
): Promise<ChosenOffsets> {
  if (choice.kind === 'adopt') {
    const other = others.find(({ deploymentId }) => deploymentId === choice.deploymentId);
    if (other === undefined)
      throw blocked(
        'choice_gone',
        'The position to go on from is no longer in the table. Deploy again and choose another start position.',
      );
    const { deploymentId, position } = other;
    return { next: position.next, adopted: { deploymentId, commitId: position.commitId } };
  }
  if (choice.kind === 'stored') return { next: await fromStored(source, held), adopted: null };
  return { next: await source.resolveStart(choice), adopted: null };
}

async function fromStored(source: Source, held: StoredPosition | null): Promise<PartitionPosition[]> {
  const { topicId } = await source.describe();
  if (held === null || held.next.some((p) => p.topicId !== topicId))
    throw blocked(
      'choice_gone',
      'There is no stored position for this topic to go on from. Deploy again and choose another start position.',
    );
  const [first, end] = await Promise.all([
    source.resolveStart({ kind: 'earliest' }),
    source.resolveStart({ kind: 'latest' }),
  ]);
  return nearest(held.next, first, end);
}

/** Each position, or the nearest offset that the broker still has. Exported for the count of messages before a choice. */
export function nearest(
  wanted: readonly PartitionPosition[],
  first: readonly PartitionPosition[],
  end: readonly PartitionPosition[],
): PartitionPosition[] {
  const offsetIn = (list: readonly PartitionPosition[], partition: number, otherwise: bigint) =>
    BigInt(list.find((p) => p.partition === partition)?.offset ?? otherwise);
  return wanted.map((p) => {
    const offset = BigInt(p.offset);
    const low = offsetIn(first, p.partition, offset);
    const high = offsetIn(end, p.partition, offset);
    const chosen = offset < low ? low : offset > high ? high : offset;
    return { ...p, offset: String(chosen) };
  });
}
