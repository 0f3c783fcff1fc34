import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** The stack's own files, read from outside: nothing here goes through the product's code. */
export const dataDir = process.env.PENSTOCK_E2E_DATA ?? '';

function text(...path: string[]): string {
  return readFileSync(join(dataDir, ...path), 'utf8').trim();
}

/** `host:port` of the broker the stack runs or found. */
export function brokers(): string[] {
  const { parts } = JSON.parse(text('status.json')) as { parts: { name: string; detail?: string }[] };
  const address = /[\w.-]+:\d+/.exec(parts.find(({ name }) => name === 'kafka')?.detail ?? '')?.[0];
  if (address === undefined) throw new Error('status.json names no Kafka');
  return [address];
}

/** Paths of DuckDB's extensions by name. */
export function extensions(): Record<string, string> {
  return JSON.parse(text('run', 'extensions.json')) as Record<string, string>;
}

/** Rows of a query on the control plane's database. 64-bit integers come as text. */
export async function query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const password = encodeURIComponent(text('postgres', 'password'));
  const client = new Client(
    `postgresql://postgres:${password}@127.0.0.1:${text('postgres', 'port')}/penstock`,
  );
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
