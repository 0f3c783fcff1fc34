import type { PreparedSnapshot } from './append-files';
import { send } from './http';

/** Where a table stands: what the next commit is made on. */
type Base = { parent: string | null; sequence: bigint };

export type Round = {
  /** Milliseconds from the POST to its answer, of acknowledged commits. */
  times: number[];
  acknowledged: { table: string; id: bigint }[];
  conflicts: number;
  /** Answers that are neither success nor conflict, and broken connections. */
  errors: number;
  seconds: number;
};

/**
 * Each committer appends to its table until the time is over or its snapshots are used up, and repeats after a
 * conflict on the table as it then is.
 */
export async function runCommitters(
  committers: readonly { table: string; snapshots: PreparedSnapshot[] }[],
  milliseconds: number,
): Promise<Round> {
  const round: Round = { times: [], acknowledged: [], conflicts: 0, errors: 0, seconds: 0 };
  const started = performance.now();
  const end = started + milliseconds;
  await Promise.all(committers.map((committer) => commitAll(committer, end, round)));
  round.seconds = (performance.now() - started) / 1000;
  return round;
}

async function commitAll(
  { table, snapshots }: { table: string; snapshots: PreparedSnapshot[] },
  end: number,
  round: Round,
): Promise<void> {
  let base = await load(table);
  let next = snapshots.shift();
  while (next !== undefined && performance.now() < end) {
    const from = performance.now();
    const { status } = await send('POST', table, commitBody(base, next));
    if (status === 200) {
      round.times.push(performance.now() - from);
      round.acknowledged.push({ table, id: next.id });
      base = { parent: String(next.id), sequence: base.sequence + 1n };
      next = snapshots.shift();
      continue;
    }
    if (status === 409) round.conflicts += 1;
    else round.errors += 1;
    // What was not acknowledged may have landed: its snapshot is not sent again.
    if (status !== 409) next = snapshots.shift();
    base = await load(table);
  }
}

async function load(table: string): Promise<Base> {
  const { text } = await send('GET', `${table}?snapshots=refs`);
  const sequence = /"last-sequence-number"\s*:\s*(\d+)/.exec(text)?.[1];
  if (sequence === undefined) throw new Error(text);
  const parent = /"main"\s*:\s*\{\s*"snapshot-id"\s*:\s*(\d+)/.exec(text)?.[1] ?? null;
  return { parent, sequence: BigInt(sequence) };
}

function commitBody(base: Base, { id, manifestList }: PreparedSnapshot): string {
  const parent = base.parent === null ? '' : `"parent-snapshot-id":${base.parent},`;
  const snapshot = `{"snapshot-id":${id},${parent}"sequence-number":${base.sequence + 1n},"timestamp-ms":${Date.now()},"manifest-list":${JSON.stringify(manifestList)},"summary":{"operation":"append","added-records":"10"},"schema-id":0}`;
  return `{"requirements":[{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":${base.parent}}],"updates":[{"action":"add-snapshot","snapshot":${snapshot}},{"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":${id}}]}`;
}

/** Acknowledged commits that the tables do not show. */
export async function lostOf(round: Round): Promise<number> {
  let lost = 0;
  for (const table of new Set(round.acknowledged.map((commit) => commit.table))) {
    const { text } = await send('GET', table);
    const ids = new Set([...text.matchAll(/"snapshot-id"\s*:\s*(\d+)/g)].map((match) => match[1]));
    lost += round.acknowledged.filter(
      (commit) => commit.table === table && !ids.has(String(commit.id)),
    ).length;
  }
  return lost;
}
