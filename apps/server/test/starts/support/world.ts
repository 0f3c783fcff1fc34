import type { DuckDBConnection } from '@duckdb/node-api';
import { type Control, createControl } from '@penstock/control';
import type { DeployPlan } from '@penstock/control/contracts';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import pino from 'pino';
import { readEnv } from '../../../src/env';
import { startServer } from '../../../src/start-server';
import { duckDbClient, values } from '../../catalog/support/duckdb-client';
import { HandRunner } from './hand-runner';

const token = 'internal-token-of-the-test';
type Start = { kind: 'earliest' | 'latest' | 'group' | 'time' | 'stored' | 'adopt'; at?: string };
type Actor = Awaited<ReturnType<Control['localUser']>>;

/** Server, services and a runner by hand over one database, warehouse and Kafka. */
export class StartWorld {
  readonly control: Control;
  readonly runner: HandRunner;
  readonly db: pg.Pool;
  readonly brokers: string[];
  readonly #you: Actor;
  readonly #reader: DuckDBConnection;
  readonly #close: () => Promise<void>;

  private constructor(
    parts: Pick<StartWorld, 'control' | 'runner' | 'db' | 'brokers'> & {
      you: Actor;
      reader: DuckDBConnection;
      close(): Promise<void>;
    },
  ) {
    this.control = parts.control;
    this.runner = parts.runner;
    this.db = parts.db;
    this.brokers = parts.brokers;
    this.#you = parts.you;
    this.#reader = parts.reader;
    this.#close = parts.close;
  }

  static async open(brokers: string[]): Promise<StartWorld> {
    await HandRunner.build();
    const database = await createTestDatabase();
    const env = readEnv({
      DATABASE_URL: database.url,
      PENSTOCK_DATA: tempDir('starts'),
      PENSTOCK_INTERNAL_TOKEN: token,
      PENSTOCK_KAFKA: JSON.stringify({ kind: 'kafka', brokers }),
    });
    const server = await startServer(
      env,
      { catalogOnly: false, token: null, printUrl: false },
      pino({ level: 'silent' }),
    );
    const control = createControl({ databaseUrl: database.url, server: { baseUrl: server.baseUrl, token } });
    const runner = new HandRunner({ databaseUrl: database.url, brokers, catalogUri: server.baseUrl });
    const db = new pg.Pool({ connectionString: database.url, max: 2 });
    const close = async () => {
      reader.closeSync();
      await runner.close();
      await control.close();
      await server.close();
      await db.end();
      await database.drop();
    };
    const reader = await duckDbClient(server.baseUrl, token);
    return new StartWorld({ control, runner, db, brokers, reader, you: await control.localUser(), close });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** A project with one pipeline: orders of `topic` into `table`. */
  async pipeline(
    slug: string,
    topic: string,
    table: string,
    scanMode = 'earliest-offset',
  ): Promise<TestPipeline> {
    const files = filesOf({ slug, topic, table, scanMode });
    const contents = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]),
    );
    const project = await this.control.projects.importFolder(this.#you, {
      slug,
      name: slug,
      files: contents,
      message: 'm',
    });
    const pipelineId = (await this.control.pipelines.byKey(this.#you, project.id, slug)).id ?? '';
    const environmentId = project.environments[0]?.id ?? '';
    return new TestPipeline(this.control, this.#you, {
      slug,
      projectId: project.id,
      environmentId,
      pipelineId,
      scanMode,
    });
  }

  /** Orders `from` to `to`, one a message, all in partition 0. */
  async send(topic: string, from: number, to: number): Promise<void> {
    const producer = new Kafka({ brokers: this.brokers, logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const messages = Array.from({ length: to - from }, (_, i) => ({
      partition: 0,
      value: JSON.stringify({ order_id: `o-${from + i}`, amount: 1 }),
    }));
    await producer.send({ topic, messages });
    await producer.disconnect();
  }

  /** The order ids in the table, by a reader that shares nothing with the runs. */
  async ids(table: string): Promise<string[]> {
    return (await values(this.#reader, `SELECT order_id FROM ice.penstock.${table}`)).sort();
  }
}

export const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `o-${from + i}`).sort();

type Place = { slug: string; projectId: string; environmentId: string; pipelineId: string; scanMode: string };

/** A pipeline as a person sees it: plans, deploys, versions. */
export class TestPipeline {
  readonly #control: Control;
  readonly #you: Actor;
  readonly #place: Place;

  constructor(control: Control, you: Actor, place: Place) {
    this.#control = control;
    this.#you = you;
    this.#place = place;
  }

  async plan(versionNumber = 1, at?: string): Promise<DeployPlan> {
    const { pipelineId, environmentId } = this.#place;
    const target = { pipelineId, environmentId, versionNumber, ...(at ? { at } : {}) };
    return await this.#control.deployments.plan(this.#you, target);
  }

  /** Deploys by a fresh plan; returns the deployment's id. */
  async deploy(start?: Start, versionNumber = 1): Promise<string> {
    const { pipelineId, environmentId } = this.#place;
    const { token: planToken } = await this.plan(versionNumber);
    const input = { pipelineId, environmentId, versionNumber, token: planToken, ...(start ? { start } : {}) };
    return (await this.#control.deployments.deploy(this.#you, input)).id;
  }

  async stop(): Promise<void> {
    const { pipelineId, environmentId } = this.#place;
    const view = await this.#control.deployments.forPipeline(pipelineId, environmentId);
    if (view) await this.#control.deployments.stop(this.#you, view.id);
  }

  /** Publishes the next version, which reads and writes elsewhere. */
  async publish(topic: string, table: string): Promise<void> {
    const { projectId, slug, scanMode } = this.#place;
    const { baseRevisionId, stamps } = await this.#control.drafts.get(this.#you, projectId);
    const files = {
      'config/topics.yaml': filesOf({ slug, topic, table, scanMode })['config/topics.yaml'] ?? '',
    };
    await this.#control.drafts.save(this.#you, projectId, { baseRevisionId, files, known: stamps });
    await this.#control.publishing.publish(this.#you, projectId, { baseRevisionId, message: 'elsewhere' });
  }
}

function filesOf(at: {
  slug: string;
  topic: string;
  table: string;
  scanMode: string;
}): Record<string, string> {
  const columns = '\n      - {name: order_id, type: STRING}\n      - {name: amount, type: DOUBLE}';
  return {
    'config/topics.yaml': `topics:
  ${at.slug}:
    topic: ${at.topic}
    kafka_group_id: ${at.slug}-group
    scan_mode: ${at.scanMode}
    format: json
    source_schema:${columns}
    sink:
      table_name: ${at.table}
      schema:${columns.replaceAll('\n  ', '\n    ')}
    transformation: ${at.slug}
`,
    'config/transformations.yaml': `transformations:\n  ${at.slug}:\n    class: T\n    module: transformations.${at.slug}\n`,
    [`transformations/${at.slug}.sql`]: 'SELECT order_id, amount FROM {source_table}\n',
  };
}
