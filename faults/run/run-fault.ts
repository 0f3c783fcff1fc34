import type { Installation } from '../harness/installation';
import { Draws } from '../load/draws';
import type { Finding } from '../oracle/followed';
import { Scanner } from '../oracle/scanner';
import { TableWatcher } from '../oracle/table-watcher';
import { judgeRun, type Verdict } from '../oracle/verdict';
import type { Fault, Scene } from './fault';
import { furtherCommits, statusOf } from './moments';
import { type Pipeline, startPipeline, stopPipeline } from './pipeline';
import type { Scale } from './scale';
import { Stuck, within } from './within';

/** What one run gave. `recoverSeconds`: from the end of the fault until what was acknowledged by then is visible. */
export type RunResult = Verdict & {
  fault: string;
  seed: number;
  records: number;
  stuck: string | null;
  recoverSeconds: number | null;
  /** Processes that outlived what they belonged to. */
  orphans: string[];
  /** Everything that was drawn, in order. */
  schedule: string[];
};

/** Generator → pipeline → concurrent reader, the fault, healing, everything visible, oracle. Never throws for a verdict. */
export async function runFault(
  installation: Installation,
  fault: Fault,
  seed: number,
  scale: Scale,
): Promise<RunResult> {
  const draws = new Draws(seed);
  const scanner = await Scanner.open(installation.services.extensions);
  const { watcher, pipelines, scene } = await setScene(installation, fault, draws, scale, scanner);
  let stuck: string | null = null;
  let recoverSeconds: number | null = null;
  try {
    recoverSeconds = await play(fault, scene);
  } catch (error) {
    if (error instanceof Stuck) stuck = `${error.message}; ${await whatTheySay(scene)}`;
    else watcher.findings.push({ invariant: fault.name, text: String(error) });
  }
  await Promise.all(pipelines.map(({ load }) => load.close()));
  const verdict = await judgeRun(scene, fault, scanner, stuck !== null);
  await watcher.stop();
  for (const pipeline of pipelines) {
    await stopPipeline(installation, pipeline).catch((error: unknown) => {
      stuck ??= String(error);
    });
  }
  scanner.close();
  const orphans = await installation.endOrphans();
  const records = pipelines.reduce((sum, { load }) => sum + load.ledger.records, 0);
  return {
    ...verdict,
    fault: fault.name,
    seed,
    records,
    stuck,
    recoverSeconds,
    orphans,
    schedule: draws.drawn,
  };
}

let runs = 0;

async function setScene(
  installation: Installation,
  fault: Fault,
  draws: Draws,
  scale: Scale,
  scanner: Scanner,
) {
  const table = `t_${fault.name.replaceAll('-', '_')}_${++runs}`;
  const plans = fault.pipelines?.(draws) ?? [{}];
  const pipelines: Pipeline[] = [];
  for (const [index, plan] of plans.entries()) {
    const prefix = String.fromCharCode(97 + index);
    const topic = `${table.replaceAll('_', '-')}-${prefix}`;
    pipelines.push(
      await startPipeline(installation, plan, { table, topic, prefix, seed: draws.seed + index }, scale),
    );
  }
  const [pipeline] = pipelines;
  if (pipeline === undefined) throw new Error(`${fault.name} has no pipeline`);
  const followed = pipelines.map((one) => one.followed);
  const watcher = new TableWatcher(table, followed, installation.db, scanner);
  watcher.start();
  const scene: Scene = { installation, draws, strikes: scale.strikes, table, pipeline, pipelines, watcher };
  return { watcher, pipelines, scene };
}

/** Seconds from healing until everything that was acknowledged by then is visible; null when the end is a block. */
async function play(fault: Fault, scene: Scene): Promise<number | null> {
  const { pipelines, watcher } = scene;
  for (const { load } of pipelines) load.start();
  try {
    for (const pipeline of pipelines) await furtherCommits(pipeline, 2);
    await fault.strike(scene);
  } finally {
    await fault.heal?.(scene);
    scene.installation.proxy.heal();
  }
  const ending = fault.ending ?? 'everything arrives';
  if (ending !== 'everything arrives') {
    await within(
      `the pipeline is blocked: ${ending.blocked}`,
      async () => (await statusOf(scene)) === ending.blocked,
    );
    return null;
  }
  const healed = performance.now();
  const heads = pipelines.map(({ load, followed }) => ({ followed, heads: load.ledger.heads() }));
  const arrived = () => heads.every((one) => watcher.reached(one.followed, one.heads));
  await within('what was acknowledged before healing is visible', arrived);
  const recovered = (performance.now() - healed) / 1000;
  for (const { load } of pipelines) await load.stop();
  const all = () => pipelines.every(({ followed, load }) => watcher.reached(followed, load.ledger.heads()));
  await within('every acknowledged message is visible', all);
  return recovered;
}

async function whatTheySay({ installation, pipelines }: Scene): Promise<string> {
  const views = await Promise.all(
    pipelines.map(({ deploymentId }) => installation.control.deployments.get(deploymentId).catch(() => null)),
  );
  return views
    .map((view) =>
      view === null
        ? 'no view'
        : `${view.observed.status}: ${view.problem?.message ?? view.live?.waitingFor ?? 'no reason given'}`,
    )
    .join('; ');
}

export function failed(result: RunResult): boolean {
  const { lost, duplicated, torn, stuck, orphans } = result;
  return lost + duplicated + torn + orphans.length > 0 || stuck !== null;
}

export function firstFindings(findings: readonly Finding[]): string[] {
  return findings.slice(0, 8).map(({ invariant, text }) => `${invariant}: ${text}`);
}
