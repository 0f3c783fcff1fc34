import { PenstockError } from '@penstock/common';
import type { Db } from '../db/client';
import type { SecretBox } from '../secrets/secret-box';
import {
  type ConnectionConfig,
  connectionConfigSchema,
  type Login,
  localConnectionName,
  localEnvironment,
  unnamedAmong,
  unnamedConnection,
} from './connection-config';
import { type ConnectionRecord, findConnection, listConnections } from './connection-repository';

/** Ready to connect with: the same shape as the engines' `SourceConnection`. */
export type OpenConnection =
  | { kind: 'kafka'; brokers: string[]; ssl?: boolean; sasl?: Login & { password: string } }
  | { kind: 'files'; dir: string };

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

type ConnectionRow = Pick<ConnectionRecord, 'id' | 'name' | 'config' | 'secret'>;

async function defaultConnection(
  db: Db,
  environment: { id: string; name: string },
  local: ConnectionConfig | null,
): Promise<ConnectionRow | null> {
  const all = await listConnections(db, environment.id);
  // A project imported since the server's start has no row yet.
  if (local && environment.name === localEnvironment && !all.some((row) => row.name === localConnectionName))
    return { id: localConnectionName, name: localConnectionName, config: local, secret: null };
  return unnamedAmong(all);
}
