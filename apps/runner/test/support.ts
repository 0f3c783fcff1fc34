import { randomBytes } from 'node:crypto';
import { type Control, createControl } from '@penstock/control';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';
import pino from 'pino';
import { createRegistry } from '../src/engines/registry';
import { type RunningRunner, startRunner } from '../src/start-runner';
import type { LedgerEngine } from './ledger-engine';

const sqlPath = 'transformations/numbers_transformer.sql';
const files: Record<string, string> = {
  'config/topics.yaml': `topics:
  numbers:
    enabled: true
    kafka_group_id: numbers-group
    scan_mode: earliest-offset
    format: json
    source_schema:
      - {name: n, type: BIGINT}
    sink:
      table_name: numbers
      schema:
        - {name: n, type: BIGINT}
    transformation: numbers_transformer
`,
  'config/transformations.yaml':
    'transformations:\n  numbers_transformer: {class: Numbers, module: transformations.numbers_transformer}\n',
  [sqlPath]: 'SELECT n FROM {source_table}\n',
};

export type RunnerWorld = Awaited<ReturnType<typeof openRunnerWorld>>;

/** One pipeline with two versions in a database of its own; runners are started by the tests. */
export async function openRunnerWorld() {
  const test = await createTestDatabase();
  const control: Control = createControl({ databaseUrl: test.url });
  const you = await control.localUser();
  const contents = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  const project = await control.projects.importFolder(you, {
    slug: 'numbers',
    name: 'Numbers',
    files: contents,
    message: 'Import',
  });
  const environmentId = project.environments[0]?.id ?? '';
  const pool = new pg.Pool({ connectionString: test.url, max: 3 });
  await pool.query(
    `insert into connections (id, project_id, environment_id, name, kind, config, created_by, updated_at) values (gen_random_uuid(), $1, $2, 'local kafka', 'files', '{"kind":"files","dir":"unused"}', $3, now())`,
    [project.id, environmentId, you.id],
  );
  const pipelineId = (await control.pipelines.byKey(you, project.id, 'numbers')).id ?? '';
  const runners: RunningRunner[] = [];

  return {
    url: test.url,
    control,
    you,
    pool,
    pipelineId,
    async publish(sql: string) {
      const { baseRevisionId, stamps } = await control.drafts.get(you, project.id);
      const files = { [sqlPath]: sql };
      await control.drafts.save(you, project.id, { baseRevisionId, files, known: stamps });
      await control.publishing.publish(you, project.id, { baseRevisionId, message: 'Change' });
    },
    async deploy(versionNumber: number) {
      const { token } = await control.deployments.plan(you, { pipelineId, environmentId, versionNumber });
      return await control.deployments.deploy(you, { pipelineId, environmentId, versionNumber, token });
    },
    async startRunner(
      name: string,
      engine: LedgerEngine,
      options: { reconcileEveryMs?: number; onSuperseded?: () => void } = {},
    ) {
      const runner = await startRunner({
        name,
        databaseUrl: test.url,
        secretKey: randomBytes(32).toString('hex'),
        catalogUri: 'http://127.0.0.1:1',
        dataDir: tempDir('runner'),
        engines: createRegistry([engine]),
        extensions: async () => ({ avro: '', httpfs: '', iceberg: '' }),
        log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
        onSuperseded: options.onSuperseded ?? (() => undefined),
        reconcileEveryMs: options.reconcileEveryMs ?? 100,
        drainMs: 5_000,
      });
      runners.push(runner);
      return runner;
    },
    async rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
      return (await pool.query<T>(sql, values)).rows;
    },
    async drop() {
      await Promise.all(runners.map((runner) => runner.stop().catch(() => undefined)));
      await control.close();
      await pool.end();
      await test.drop();
    },
  };
}
