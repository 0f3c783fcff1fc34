import type { ResolvedPipeline } from '@penstock/config-schema';
import { expect } from 'vitest';
import type { ChosenStart, RunSpec, SourceConnection } from '../../src/types';
import type { TestCatalog } from './catalog';
import { knownCommit } from './known-commit';
import { createDeployment, type Holder, takeOver } from './leases';
import { readTable, runSpec, startRun, type TestRun } from './run';

const earliest: ChosenStart = { kind: 'earliest' };

/** A deployment that can be run again and again, each time under a new epoch and with what the log knows, as a runner does. */
export class Deployed {
  readonly #catalog: TestCatalog;
  #holder: Holder;
  #ran = false;
  connection: SourceConnection;
  pipeline: ResolvedPipeline;

  constructor(
    catalog: TestCatalog,
    holder: Holder,
    connection: SourceConnection,
    pipeline: ResolvedPipeline,
  ) {
    this.#catalog = catalog;
    this.#holder = holder;
    this.connection = connection;
    this.pipeline = pipeline;
  }

  get id(): string {
    return this.#holder.deploymentId;
  }

  /** What the next run gets. A choice with an id has been made since the newest commit. */
  async spec(start: ChosenStart = earliest): Promise<RunSpec> {
    const { db, baseUrl } = this.#catalog;
    if (this.#ran) this.#holder = await takeOver(db, this.#holder);
    this.#ran = true;
    const lastCommit = await knownCommit(db, this.#holder, this.pipeline, start.choiceId !== undefined);
    return runSpec(this.#holder, this.pipeline, this.connection, baseUrl, { start, lastCommit });
  }

  /** A run until that many messages are committed in all, over all runs of the deployment. */
  async read(messages: number, start?: ChosenStart): Promise<TestRun> {
    const run = startRun(await this.spec(start));
    await run.committed(messages);
    run.stop();
    expect((await run.ended).kind).toBe('stopped');
    return run;
  }

  async blockedWith(code: string, start?: ChosenStart): Promise<void> {
    expect(await startRun(await this.spec(start)).ended).toMatchObject({
      kind: 'failed',
      problem: { code: `blocked:${code}`, retryable: false },
    });
  }

  async crashed(crashAt: string, start?: ChosenStart): Promise<void> {
    const end = await startRun(await this.spec(start), { crashAt }).ended;
    expect(end).toMatchObject({ kind: 'failed', problem: { code: 'crashed' } });
  }

  async rows(table = this.pipeline.sink.table): Promise<string[]> {
    return (await readTable(this.#catalog.baseUrl, this.#holder.token, table)).rows;
  }

  writeTo(table: string): void {
    this.pipeline = { ...this.pipeline, sink: { ...this.pipeline.sink, table } };
  }
}

export async function deployed(
  catalog: TestCatalog,
  connection: SourceConnection,
  pipeline: ResolvedPipeline,
): Promise<Deployed> {
  return new Deployed(catalog, await createDeployment(catalog.db), connection, pipeline);
}
