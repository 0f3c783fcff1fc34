import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { PenstockError } from '@penstock/common';
import { z } from 'zod';
import { writeAudit } from '../audit/audit-repository';
import { systemActor } from '../auth/actor-repository';
import type { Database, Db } from '../db/client';
import type { SecretBox } from '../secrets/secret-box';
import {
  type ConnectionRecord,
  findConnection,
  listConnections,
  upsertConnection,
} from './connection-repository';
import { listEnvironments } from './project-repository';

const sasl = z.object({
  mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
  username: z.string(),
});

/** What a connection's `config` holds; passwords are in `secret`. */
export const connectionConfigSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('kafka'),
    brokers: z.array(z.string().min(1)).min(1),
    ssl: z.boolean().optional(),
    sasl: sasl.optional(),
  }),
  z.object({ kind: z.literal('files'), dir: z.string().min(1) }),
]);
export type ConnectionConfig = z.infer<typeof connectionConfigSchema>;

/** Ready to connect with: the same shape as the engines' `SourceConnection`. */
export type OpenConnection =
  | { kind: 'kafka'; brokers: string[]; ssl?: boolean; sasl?: z.infer<typeof sasl> & { password: string } }
  | { kind: 'files'; dir: string };

/** Name of the connection that the launcher's own Kafka (or its files) has in every project. */
export const localConnectionName = 'local kafka';

/** The environment whose connection is the launcher's own, whatever project it belongs to and whenever that was imported. */
export const localEnvironment = 'local';

/** What a process needs to open connections: `local` is the launcher's own Kafka or files, null where there is none. */
export type ConnectionAccess = { secrets: SecretBox; local: ConnectionConfig | null };

/**
 * The connection a pipeline names, with its secret opened. A pipeline that names none gets the launcher's own Kafka, or
 * the only connection there is. Throws `blocked` with what a person has to do.
 */
export async function openConnection(
  db: Db,
  { secrets, local }: ConnectionAccess,
  environment: { id: string; name: string },
  name: string,
): Promise<OpenConnection> {
  const row =
    (await findConnection(db, environment.id, name)) ??
    (name === unnamedConnection ? await defaultConnection(db, environment, local) : null);
  if (!row)
    throw new PenstockError(
      'blocked',
      `There is no connection "${name}" in this environment. Create it, or name another one in the pipeline.`,
    );
  const parsed = connectionConfigSchema.safeParse(row.config);
  if (!parsed.success)
    throw new PenstockError(
      'blocked',
      `The connection "${row.name}" is not complete. Open it in the settings and save it again.`,
      { cause: parsed.error },
    );
  const config = parsed.data;
  if (config.kind === 'files') return config;
  const { sasl: login, ssl, brokers } = config;
  const base = { kind: 'kafka' as const, brokers, ...(ssl === undefined ? {} : { ssl }) };
  if (!login) return base;
  if (!row.secret)
    throw new PenstockError(
      'blocked',
      `The connection "${row.name}" has a user but no password. Enter it in the settings.`,
    );
  return { ...base, sasl: { ...login, password: secrets.open(row.secret, row.id) } };
}

/** What `resolve` gives where neither entry nor environment nor defaults name a connection. */
export const unnamedConnection = 'default';

type ConnectionRow = Pick<ConnectionRecord, 'id' | 'name' | 'config' | 'secret'>;

async function defaultConnection(
  db: Db,
  environment: { id: string; name: string },
  local: ConnectionConfig | null,
): Promise<ConnectionRow | null> {
  const all = await listConnections(db, environment.id);
  const own = all.find((row) => row.name === localConnectionName);
  if (own) return own;
  // A project imported since the server's start has no row yet.
  if (local && environment.name === localEnvironment)
    return { id: localConnectionName, name: localConnectionName, config: local, secret: null };
  return all.length === 1 ? (all[0] ?? null) : null;
}

/** Reads `PENSTOCK_KAFKA`; null when it is not set. Throws `bad_input` with an example. */
export function readLocalConnection(text: string | undefined): ConnectionConfig | null {
  if (text === undefined) return null;
  try {
    return connectionConfigSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PenstockError(
      'bad_input',
      'PENSTOCK_KAFKA must be JSON such as {"kind":"kafka","brokers":["127.0.0.1:9092"]} or {"kind":"files","dir":"…"}.',
      { cause },
    );
  }
}

/** Writes the launcher's Kafka as connection `local kafka` of every project's environment `local`. Its address changes with every start. */
export async function updateLocalConnections(database: Database, config: ConnectionConfig): Promise<number> {
  return await database.transaction(async (tx) => {
    const environments = await listEnvironments(tx, localEnvironment);
    for (const { id: environmentId, projectId } of environments) {
      const former = await findConnection(tx, environmentId, localConnectionName);
      const known = connectionConfigSchema.safeParse(former?.config).data;
      if (isDeepStrictEqual(known, config)) continue;
      const row = await upsertConnection(tx, {
        id: randomUUID(),
        projectId,
        environmentId,
        name: localConnectionName,
        kind: config.kind,
        config,
        createdBy: systemActor.id,
      });
      await writeAudit(tx, {
        actor: systemActor,
        projectId,
        action: former ? 'connection.update' : 'connection.create',
        resourceKind: 'connection',
        resourceId: row.id,
        detail: { name: localConnectionName, config },
      });
    }
    return environments.length;
  });
}
