import { randomUUID } from 'node:crypto';
import { createRunnerControl, type RunnerControl } from '@penstock/control/runner';
import { type ChosenStart, EmbeddedEngine, type RunEnd, type RunReport } from '@penstock/engine';
import { extensionPaths, tempDir, waitFor } from '@penstock/local-stack/testing';
import { bundle } from '../../../../../scripts/lib/bundle.mjs';

const output = 'apps/server/dist/pipeline-child.test.mjs';
const entry = new URL('../../../dist/pipeline-child.test.mjs', import.meta.url).pathname;

type Options = { databaseUrl: string; brokers: string[]; catalogUri: string };

/** A runner by hand: leases, log and engine are the real ones, but it runs only when a test says so. */
export class HandRunner {
  readonly #control: RunnerControl;
  readonly #engine = new EmbeddedEngine({ entry });
  readonly #catalogUri: string;

  constructor({ databaseUrl, brokers, catalogUri }: Options) {
    const localConnection = { kind: 'kafka' as const, brokers };
    this.#control = createRunnerControl({ databaseUrl, secretKey: 'k', localConnection });
    this.#catalogUri = catalogUri;
  }

  static async build(): Promise<void> {
    await bundle([{ entry: 'packages/engine/src/embedded/child/main.ts', output }]);
  }

  close(): Promise<void> {
    return this.#control.close();
  }

  /** Runs the deployment until so many messages are committed in all, or until it is held, and says how it ended. */
  async carryOut(deploymentId: string, messages: number): Promise<RunEnd> {
    const { leases, tasks, runs } = this.#control;
    const lease = await leases.acquire(deploymentId, { owner: 'by-hand', incarnation: randomUUID() });
    const task = await tasks.read(deploymentId);
    if (!lease || !task) throw new Error('there is nothing to carry out');
    const { generation } = task.desired;
    const version = await tasks.prepare(task);
    const { versionId } = version;
    const observed = { state: 'starting' as const, versionId, generation, problem: null };
    const event = { kind: 'starting', message: 'by hand' };
    const { runId } = await runs.begin(lease, { versionId, generation, engine: 'embedded', observed, event });
    const end = await this.#run(messages, {
      deploymentId,
      runId,
      versionId,
      versionNumber: version.versionNumber,
      epoch: lease.epoch,
      pipeline: { ...version.pipeline, checkpointIntervalMs: 300 },
      connection: version.connection,
      catalog: { uri: this.#catalogUri, token: lease.token, fenced: true },
      flinkVersion: version.pipeline.flinkVersion,
      timeZone: version.pipeline.timeZone,
      start: task.start as ChosenStart,
      lastCommit: await tasks.knownCommit(task, version),
    });
    const state = end.kind === 'failed' ? ('blocked' as const) : ('stopped' as const);
    const since = new Date().toISOString();
    const problem = end.kind === 'failed' ? { ...end.problem, since, generation } : null;
    const endState = end.kind === 'failed' ? ('failed' as const) : ('stopped' as const);
    const ending = {
      runId,
      versionId,
      endState,
      reason: null,
      checkpoint: null,
      restorePointKind: 'stop' as const,
    };
    await runs.end(lease, ending, { state, versionId, generation, problem }, null);
    return end;
  }

  async #run(
    messages: number,
    spec: Omit<Parameters<EmbeddedEngine['start']>[0], 'stateDir' | 'limits' | 'extensions'>,
  ) {
    const extensions = extensionPaths();
    if ('skip' in extensions) throw new Error(extensions.skip);
    let latest: RunReport | null = null as RunReport | null;
    let end: RunEnd | null = null as RunEnd | null;
    const active = await this.#engine.start(
      { ...spec, stateDir: tempDir('run'), limits: { memoryMb: 512, threads: 2 }, extensions },
      {
        onReport: (report) => {
          latest = report;
        },
        onSetAside: async () => {},
        onReplayCommit: async () => {},
        onReplayFailed: async () => {},
        onEvent: () => {},
      },
    );
    void active.ended.then((value) => {
      end = value;
    });
    await waitFor(
      `${messages} messages are committed`,
      () =>
        end !== null ||
        (latest !== null && latest.phase === 'running' && latest.totals.in === String(messages)),
      { timeoutMs: 90_000 },
    );
    active.stop();
    return await active.ended;
  }
}
