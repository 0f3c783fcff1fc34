import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { ConnectionView } from '../contracts/views';
import type { Database, Db } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { notifyLive } from '../live/notify';
import { findEnvironment } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { parseBrokers } from './broker-list';
import { connectionConfigSchema, localConnectionName, unnamedConnection } from './connection-config';
import {
  type ConnectionRecord,
  deleteConnection,
  findConnection,
  listConnections,
  upsertConnection,
} from './connection-repository';
import { connectionUsers } from './connection-users';

/** Where an environment's pipelines find their Kafka, by name. The one that Penstock starts by itself is read-only. */
export function createConnectionService(
  database: Database,
  revisions: RevisionReader,
): ControlServices['connections'] {
  return {
    async list(projectId, environmentId) {
      const place = await placeOf(database.db, projectId, environmentId);
      const users = await connectionUsers(database.db, revisions, place);
      const rows = await listConnections(database.db, environmentId);
      return rows.map((row) => viewOf(row, [...(users.get(row.name) ?? [])].sort()));
    },

    async create(actor, projectId, environmentId, input) {
      const name = checkName(input.name);
      const brokers = parseBrokers(input.brokers);
      await database.transaction(async (tx) => {
        await lockConnections(tx, projectId, environmentId);
        if (await findConnection(tx, environmentId, name))
          throw new PenstockError(
            'conflict',
            `There is a connection "${name}" already. Choose another name.`,
          );
        await write(tx, actor, { projectId, environmentId, name, brokers, action: 'connection.create' });
      });
    },

    async update(actor, projectId, environmentId, input) {
      const brokers = parseBrokers(input.brokers);
      await database.transaction(async (tx) => {
        await lockConnections(tx, projectId, environmentId);
        const { name } = await ownConnection(tx, environmentId, input.name);
        await write(tx, actor, { projectId, environmentId, name, brokers, action: 'connection.update' });
      });
    },

    async remove(actor, projectId, environmentId, name) {
      await database.transaction(async (tx) => {
        const place = await lockConnections(tx, projectId, environmentId);
        const row = await ownConnection(tx, environmentId, name);
        const users = [...((await connectionUsers(tx, revisions, place)).get(name) ?? [])].sort();
        if (users.length > 0)
          throw new PenstockError(
            'refused',
            `"${name}" is read by ${users.join(', ')}. Let them name another connection, then remove this one.`,
            { details: { pipelines: users } },
          );
        await deleteConnection(tx, row.id);
        await tell(tx, actor, projectId, row.id, 'connection.remove', { name });
      });
    },
  };
}

async function placeOf(db: Db, projectId: string, environmentId: string) {
  const place = await findEnvironment(db, projectId, environmentId);
  if (!place) throw new PenstockError('not_found', 'This environment does not exist in the project.');
  return place;
}

async function lockConnections(tx: Db, projectId: string, environmentId: string) {
  await lockInTransaction(tx, `connections:${environmentId}`);
  return await placeOf(tx, projectId, environmentId);
}

/** A connection that a person made; throws for the one that Penstock manages. */
async function ownConnection(tx: Db, environmentId: string, name: string): Promise<ConnectionRecord> {
  const row = await findConnection(tx, environmentId, name);
  if (!row) throw new PenstockError('not_found', `There is no connection "${name}" any more.`);
  if (row.name === localConnectionName) throw managed();
  return row;
}

function checkName(typed: string): string {
  const name = typed.trim();
  if (name === '' || name.length > 120 || /\p{Cc}/u.test(name))
    throw new PenstockError('bad_input', 'Give the connection a name of at most 120 characters.');
  if (name === localConnectionName || name === unnamedConnection) throw managed();
  return name;
}

function managed(): PenstockError {
  return new PenstockError(
    'refused',
    `"${localConnectionName}" and "${unnamedConnection}" are Penstock's own and set with every start. Make a connection with another name.`,
  );
}

type Written = {
  projectId: string;
  environmentId: string;
  name: string;
  brokers: string[];
  action: 'connection.create' | 'connection.update';
};

async function write(tx: Db, actor: ActorRef, { action, brokers, ...at }: Written): Promise<void> {
  const config = connectionConfigSchema.parse({ kind: 'kafka', brokers });
  const row = await upsertConnection(tx, {
    id: randomUUID(),
    ...at,
    kind: config.kind,
    config,
    createdBy: actor.id,
  });
  await tell(tx, actor, at.projectId, row.id, action, { name: at.name, brokers });
}

async function tell(
  tx: Db,
  actor: ActorRef,
  projectId: string,
  id: string,
  action: Written['action'] | 'connection.remove',
  detail: Record<string, unknown>,
): Promise<void> {
  await writeAudit(tx, { actor, projectId, action, resourceKind: 'connection', resourceId: id, detail });
  await notifyLive(tx, { projectId });
}

function viewOf(row: ConnectionRecord, usedBy: string[]): ConnectionView {
  const config = connectionConfigSchema.safeParse(row.config).data;
  return {
    name: row.name,
    kind: config?.kind ?? null,
    brokers: config?.kind === 'kafka' ? config.brokers : [],
    managed: row.name === localConnectionName,
    usedBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
