import { readTopic, type TopicRecord } from '../../packages/local-stack/src/testing/read-topic';
import { brokers, query } from './stack';

/** A stretch of the stream that one version read: below these offsets, and above those of the stretch before. */
type Reign = { version: number; below: Map<number, bigint> };

/** Which version read which offsets: each run that ended left its committed position as a restore point. */
export async function reigns(pipeline: string): Promise<Reign[]> {
  const rows = await query<{ number: number; offsets: { partition: number; offset: string }[] }>(
    `select v.number, r.offsets from restore_points r
       join pipeline_versions v on v.id = r.version_id
       join pipelines p on p.id = v.pipeline_id
      where p.key = $1 order by r.epoch, r.seq`,
    [pipeline],
  );
  return rows.map(({ number, offsets }) => ({
    version: number,
    below: new Map(offsets.map(({ partition, offset }) => [partition, BigInt(offset)])),
  }));
}

type Account = { ids: string[]; read: number; setAside: number };

/**
 * What the table must hold after these reigns, worked out from the topic alone: the ids of readable orders above the
 * amount that the version in force at their offset asks for.
 */
export async function expectedOrders(
  pipeline: string,
  above: Readonly<Record<number, number>>,
): Promise<Account> {
  const all = await reigns(pipeline);
  const end = all.at(-1)?.below;
  if (end === undefined) throw new Error(`${pipeline} has no restore point: has it been stopped?`);
  const records = await readTopic(brokers(), 'order-events', end);
  const account: Account = { ids: [], read: records.length, setAside: 0 };
  for (const record of records) {
    const order = readable(record.value);
    if (order === null) account.setAside += 1;
    else if (order.amount > limitFor(record, all, above)) account.ids.push(order.id);
  }
  return account;
}

function limitFor(
  { partition, offset }: TopicRecord,
  all: readonly Reign[],
  above: Readonly<Record<number, number>>,
): number {
  const reign = all.find(({ below }) => offset < (below.get(partition) ?? 0n));
  const limit = reign === undefined ? undefined : above[reign.version];
  if (limit === undefined) throw new Error(`no version is known for ${partition}@${offset}`);
  return limit;
}

/** The order, or null when the schema of order-events cannot read the message. */
function readable(value: string): { id: string; amount: number } | null {
  try {
    const { order_id, amount, timestamp_ms } = JSON.parse(value) as Record<string, unknown>;
    const fits =
      typeof order_id === 'string' && typeof amount === 'number' && typeof timestamp_ms === 'number';
    return fits ? { id: order_id, amount } : null;
  } catch {
    return null;
  }
}
