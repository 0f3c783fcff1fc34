import { createSecretBox, openDatabase, readLocalConnection } from '@penstock/control/server';
import {
  connectionTestRequestSchema,
  type MessagesAnswer,
  messagesRequestSchema,
  type StartOffsetsAnswer,
  serverRoutes,
  startOffsetsRequestSchema,
  type TopicsAnswer,
  topicsRequestSchema,
} from '@penstock/control/server-api';
import { listTopics, newestMessages, startChoices } from '@penstock/engine';
import type { RegisterFeature } from '../feature';
import { connectionFinder } from './find-connection';
import { testConnection } from './test-connection';

const poolSize = 2;

/** What the screens ask of Kafka: newest messages for samples, topics, what each start position would mean. */
export const registerMessages: RegisterFeature = (router, { env, log }) => {
  const database = openDatabase({
    databaseUrl: env.DATABASE_URL,
    applicationName: 'penstock-messages',
    poolSize,
    onConnectionError: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  const find = connectionFinder(database.db, {
    // Without a key nothing was ever sealed; a random one refuses whatever there is.
    secrets: createSecretBox(env.PENSTOCK_SECRET_KEY ?? crypto.randomUUID()),
    local: readLocalConnection(env.PENSTOCK_KAFKA),
  });
  router.add(serverRoutes.messages, messagesRequestSchema, async (request): Promise<MessagesAnswer> => {
    const connection = await find(request);
    const messages = await newestMessages(connection, request.topic, request.limit);
    return { messages, capturedAt: new Date().toISOString(), source: connection.kind };
  });
  router.add(serverRoutes.topics, topicsRequestSchema, async (request): Promise<TopicsAnswer> => {
    const connection = await find(request);
    return { topics: await listTopics(connection), source: connection.kind };
  });
  router.add(
    serverRoutes.startOffsets,
    startOffsetsRequestSchema,
    async (request): Promise<StartOffsetsAnswer> => {
      const connection = await find(request);
      const { groupId, at, stored, adopt } = request;
      return await startChoices(connection, request.topic, {
        groupId,
        at,
        stored: stored ?? null,
        adopt: adopt ?? null,
      });
    },
  );
  router.add(serverRoutes.connectionTest, connectionTestRequestSchema, async (request) =>
    testConnection(await find(request)),
  );
  return { close: () => database.close() };
};
