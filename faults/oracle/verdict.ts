import type { Fault, Scene } from '../run/fault';
import type { Pipeline } from '../run/pipeline';
import { within } from '../run/within';
import type { Finding } from './followed';
import { checkHistory } from './history';
import { Multiset } from './multiset';
import type { Scanner } from './scanner';

export type Verdict = {
  /** Rows of acknowledged messages that are not there (I1). */
  lost: number;
  /** Rows that are there too often, or come from nowhere (I1, I2). */
  duplicated: number;
  /** Everything else that was found, first of all states that a reader must not see (I3, I5, I6, I7, I10). */
  torn: number;
  findings: Finding[];
};

/** At rest: rows by a fresh scan against the reference, then what the database remembers of the run. */
export async function judgeRun(
  scene: Scene,
  fault: Fault,
  scanner: Scanner,
  isStuck: boolean,
): Promise<Verdict> {
  const { pipelines, watcher } = scene;
  const arrives = (fault.ending ?? 'everything arrives') === 'everything arrives';
  const findings: Finding[] = [];
  for (const pipeline of pipelines)
    findings.push(...(await checkHistory(scene, pipeline, arrives && !isStuck)));
  await watcher.stop();
  if (watcher.states === 0) findings.push({ invariant: 'I3', text: 'the concurrent reader saw nothing' });
  const location = watcher.location;
  const foreign = fault.foreignRows?.(scene) ?? [];
  if (location === null || watcher.setBack)
    return { lost: 0, duplicated: 0, ...worst(watcher.findings, findings) };
  const rows = await within('the table is readable', () => scanner.icebergScan(location), 5_000).catch(
    (error: unknown) => {
      findings.push({ invariant: 'readable', text: String(error) });
      return [];
    },
  );
  const have = new Multiset(rows);
  const want = new Multiset([...pipelines.flatMap((one) => expectedRows(one, arrives)), ...foreign]);
  return {
    lost: want.minus(have).length,
    duplicated: have.minus(want).length,
    ...worst(watcher.findings, findings),
  };
}

/** Where the run ends blocked, what lies behind the position has not been read, and is no loss. */
function expectedRows({ load, followed }: Pipeline, arrives: boolean): string[] {
  const { rows } = load.ledger.between(new Map(), arrives ? load.ledger.heads() : followed.next);
  return [...rows, ...followed.replays.rows()];
}

function worst(seen: readonly Finding[], found: readonly Finding[]): Pick<Verdict, 'torn' | 'findings'> {
  const findings = [...seen, ...found];
  return { torn: findings.length, findings };
}
