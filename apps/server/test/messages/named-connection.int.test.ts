import { createServer, type Server } from 'node:net';
import { type Control, createControl } from '@penstock/control';
import type {
  ConnectionTestAnswer,
  MessagesAnswer,
  StartOffsetsAnswer,
  TopicsAnswer,
} from '@penstock/control/server-api';
import { createTestDatabase, createTopic, tempDir, testKafka, waitFor } from '@penstock/local-stack/testing';
import { Kafka, logLevel } from 'kafkajs';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../src/env';
import { type RunningServer, startServer } from '../../src/start-server';

const kafka = testKafka();
const token = 'internal-token-of-the-test';
const count = 7;

describe.skipIf('skip' in kafka)('what the screens ask of a Kafka that a pipeline names', () => {
  let server: RunningServer;
  let control: Control;
  let topic: string;
  let at: { projectId: string; environmentId: string };
  let drop: () => Promise<void>;
  let silent: Server;

  beforeAll(async () => {
    const brokers = 'skip' in kafka ? [] : kafka.brokers;
    const database = await createTestDatabase();
    drop = database.drop;
    server = await startServer(
      readEnv({
        DATABASE_URL: database.url,
        PENSTOCK_DATA: tempDir('messages'),
        PENSTOCK_INTERNAL_TOKEN: token,
        // The launcher's own: message files, where this topic is not.
        PENSTOCK_KAFKA: JSON.stringify({ kind: 'files', dir: tempDir('no-messages') }),
      }),
      { catalogOnly: false, token: null, printUrl: false },
      pino({ level: 'silent' }),
    );
    control = createControl({ databaseUrl: database.url, server: { baseUrl: server.baseUrl, token } });
    const you = await control.localUser();
    const project = await control.projects.importFolder(you, {
      slug: 'shop',
      name: 'Shop',
      files: {},
      message: 'm',
    });
    at = { projectId: project.id, environmentId: project.environments[0]?.id ?? '' };
    const make = (name: string, list: string[]) =>
      control.connections.create(you, at.projectId, at.environmentId, { name, brokers: list });
    await make('staging', brokers);
    await make('nobody', ['127.0.0.1:1']);
    silent = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    await make('not kafka', [`127.0.0.1:${typeof address === 'object' ? address?.port : 0}`]);
    topic = await createTopic({ prefix: 'named', partitions: 2, config: { 'retention.ms': '-1' } });
    await produce(brokers, topic);
  });
  afterAll(async () => {
    await control?.close();
    await server?.close();
    silent?.close();
    await drop?.();
  });

  const client = () => {
    if (!control.server) throw new Error('no server');
    return control.server;
  };
  const connection = 'staging';

  it('its newest messages, oldest first', async () => {
    const asked = { ...at, connection, pipelineKey: 'orders', topic, limit: 3 };
    const answer: MessagesAnswer = await client().messages(asked);
    expect(answer.source).toBe('kafka');
    expect(answer.messages.map((message) => message.value)).toEqual(['m4', 'm5', 'm6']);
  });

  it('how many messages each start would read, from the first, from now and from a time', async () => {
    const answer: StartOffsetsAnswer = await client().startOffsets({
      ...at,
      connection,
      topic,
      groupId: null,
      at: new Date(timeOf(5)).toISOString(),
    });
    expect(answer.choices.map(({ kind, messages }) => [kind, messages])).toEqual([
      ['earliest', String(count)],
      ['latest', '0'],
      ['time', '2'],
    ]);
  });

  it('its topics, which the environment’s default connection does not have', async () => {
    const named: TopicsAnswer = await client().topics({ ...at, connection });
    expect(named.topics).toContainEqual({ name: topic, partitions: 2, messages: String(count) });
    expect((await client().topics(at)).source).toBe('files');
  });

  it('whether it answers, in words when it does not', async () => {
    const test = (name: string): Promise<ConnectionTestAnswer> =>
      client().connectionTest({ ...at, connection: name });
    const good = await test('staging');
    expect(good.problem).toBeNull();
    expect(good.topics).toBeGreaterThanOrEqual(1);
    expect(await test('nobody')).toMatchObject({
      topics: null,
      problem: expect.stringContaining('Kafka at 127.0.0.1:1 does not answer'),
    });
    expect(await test('not kafka')).toMatchObject({
      topics: null,
      problem: expect.stringMatching(/Kafka at/),
    });
    await expect(test('gone')).rejects.toMatchObject({ code: 'blocked' });
  });
});

function timeOf(index: number): number {
  return Date.UTC(2026, 0, 1) + index * 60_000;
}

async function produce(brokers: string[], topic: string): Promise<void> {
  const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer();
  await waitFor('the producer to connect', () => producer.connect().then(() => true));
  const messages = Array.from({ length: count }, (_, i) => ({
    value: `m${i}`,
    partition: i % 2,
    timestamp: String(timeOf(i)),
  }));
  await producer.send({ topic, messages });
  await producer.disconnect();
}
