import { PenstockError } from '@penstock/common';
import { z } from 'zod';

const sasl = z.object({
  mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
  username: z.string(),
});

export type Login = z.infer<typeof sasl>;

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

/** Name of the connection that the launcher's own Kafka (or its files) has in every project. */
export const localConnectionName = 'local kafka';

/** The environment whose connection is the launcher's own, whatever project it belongs to and whenever that was imported. */
export const localEnvironment = 'local';

/** What `resolve` gives where neither entry nor environment nor defaults name a connection. */
export const unnamedConnection = 'default';

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

/**
 * Which of an environment's connections a pipeline reads from that names none: one of that very name, else the launcher's
 * own, else the only one there is.
 */
export function unnamedAmong<T extends { name: string }>(all: readonly T[]): T | null {
  const called = (name: string) => all.find((row) => row.name === name);
  return (
    called(unnamedConnection) ?? called(localConnectionName) ?? (all.length === 1 ? (all[0] ?? null) : null)
  );
}
