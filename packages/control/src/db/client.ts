import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../generated/prisma/client';

/** A transaction's client, or the plain one: what repositories take. */
export type Db = Prisma.TransactionClient;

export type Database = {
  /** For single statements outside a transaction. */
  readonly db: Db;
  /** Runs `work` in one transaction; whatever it throws rolls everything back. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  databaseUrl: string;
  /** Upper bound of connections of this process; a full pool queues. */
  poolSize?: number;
  applicationName?: string;
  onConnectionError?: (error: Error) => void;
};

const transactionWaitMs = 5_000;
const transactionTimeoutMs = 20_000;

/**
 * Opens the database. No connection is made before the first statement, and a connection that Postgres closed is
 * dropped from the pool and made anew, so that a restart of Postgres costs the statements in flight and nothing else.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'penstock',
  });
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', (error) => options.onConnectionError?.(error));
  const adapter = new PrismaPg(pool, { onConnectionError: options.onConnectionError });
  const prisma = new PrismaClient({ adapter });
  return {
    db: prisma,
    transaction: (work) =>
      prisma.$transaction(work, { maxWait: transactionWaitMs, timeout: transactionTimeoutMs }),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
