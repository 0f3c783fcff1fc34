import type { Caution, PartitionPosition, RecordPlace } from '../../types';

/** What was being processed when the process ended. `records` counts everything behind the position `seq`. */
export type InFlight = {
  seq: string;
  records: number;
  /** The position behind these records. */
  next: PartitionPosition[];
  /** The record, when it is the only one. */
  only: RecordPlace | null;
};

/** Crashes behind one position before the search begins: a process can be killed for reasons of its own. */
export const CRASHES_BEFORE_SEARCH = 3;
/** A suspect batch is cut into so many: each crash costs a restart, each piece only a commit. */
export const PIECES = 32;
/** More records than this, and it is not the records that crash the engine. */
const MOST_CRASHING = 20;

type AfterCrash = {
  caution: Caution | null;
  /** What a person should know, in a sentence. */
  said: string;
  searching: boolean;
  /** Trying again helps no more. */
  hopeless: boolean;
};

/**
 * What the next run has to know after a crash. The first two are repeated as they were; then the batch is committed in
 * pieces, and the piece in flight at the next crash is cut again, down to one record, which has to crash the engine
 * alone twice before it is held to be the cause.
 */
export function afterCrash(caution: Caution | null, inFlight: InFlight | null): AfterCrash {
  // Nothing was in flight: no record is to blame, and what was known stays known.
  if (inFlight === null) return { caution, said: '', searching: false, hopeless: false };
  if (caution !== null && caution.limit !== null) return narrowed(caution, inFlight);
  const before = caution?.seq === inFlight.seq ? caution : null;
  const crashes = (before?.crashes ?? 0) + 1;
  const suspect = inFlight.only;
  const next: Caution = {
    seq: inFlight.seq,
    crashes,
    limit: null,
    until: furthest(before?.until ?? [], inFlight.next),
    suspect,
    crashing: [],
  };
  if (crashes < CRASHES_BEFORE_SEARCH) {
    const said = `That was crash ${crashes} of ${CRASHES_BEFORE_SEARCH} with these ${inFlight.records} messages; then the one to blame is searched for.`;
    return { caution: next, said, searching: false, hopeless: false };
  }
  return narrowed({ ...next, suspect: before?.suspect ?? null }, inFlight);
}

function narrowed(caution: Caution, { records, only, seq }: InFlight): AfterCrash {
  const searching = true;
  if (only === null) {
    const limit = Math.max(1, Math.ceil(Math.min(caution.limit ?? records, records) / PIECES));
    const said = `The message to blame is one of ${records}: they are now processed ${limit} at a time.`;
    return { caution: { ...caution, seq, limit, suspect: null }, said, searching, hopeless: false };
  }
  const place = `partition ${only.partition}, offset ${only.offset}`;
  if (!isPlace(only, caution.suspect)) {
    const said = `The message at ${place} was processed alone; it is tried once more.`;
    return { caution: { ...caution, seq, limit: 1, suspect: only }, said, searching, hopeless: false };
  }
  const crashing = [...caution.crashing, only];
  if (crashing.length > MOST_CRASHING) {
    const said = `So did ${MOST_CRASHING} messages before the one at ${place}: it is the engine, or the SQL, rather than the messages.`;
    return { caution: null, said, searching: false, hopeless: true };
  }
  const said = `The message at ${place} crashes the engine each time; from now on it goes by on_error.`;
  const next = { ...caution, seq, limit: PIECES, suspect: null, crashing };
  return { caution: next, said, searching, hopeless: false };
}

function isPlace(one: RecordPlace, other: RecordPlace | null): boolean {
  return (
    other !== null &&
    one.topicId === other.topicId &&
    one.partition === other.partition &&
    one.offset === other.offset
  );
}

function furthest(a: readonly PartitionPosition[], b: readonly PartitionPosition[]): PartitionPosition[] {
  const byPartition = new Map(a.map((position) => [position.partition, position]));
  for (const position of b) {
    const known = byPartition.get(position.partition);
    if (known === undefined || BigInt(known.offset) < BigInt(position.offset))
      byPartition.set(position.partition, position);
  }
  return [...byPartition.values()];
}
