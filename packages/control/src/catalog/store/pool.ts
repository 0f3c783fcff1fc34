import { Pool } from 'pg';

/**
 * The catalog's own connections. `synchronous_commit` is set here so that a database or role default cannot turn the
 * catalog's acknowledgements into promises; the timeouts bound what a stuck transaction can hold.
 */
export function createCatalogPool(databaseUrl: string, onError: (error: Error) => void, max = 10): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    // a loaded machine takes seconds to hand out a connection; a Postgres that is away refuses at once
    connectionTimeoutMillis: 15_000,
    // A connection that went silent: longer than the server's own timeouts, so that those answer first.
    query_timeout: 45_000,
    keepAlive: true,
    application_name: 'penstock-catalog',
    options:
      '-c synchronous_commit=on -c lock_timeout=10000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
  });
  // An idle connection that Postgres closes reports here; without a listener it would end the process.
  pool.on('error', onError);
  return pool;
}
