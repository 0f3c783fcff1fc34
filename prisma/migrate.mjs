// Brings the database of DATABASE_URL to what this code needs: Prisma's migrations, then the queue's own tables.
// Safe to run by several processes at once and cheap when there is nothing to do.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { prisma } from '../scripts/lib/prisma-cli.mjs';
import { root } from '../scripts/lib/root.mjs';

const folder = `${root}/prisma/migrations`;
const lockKey = '727001'; // pg_advisory_lock key of "migrating a Penstock database"; unrelated to Prisma's 72707369
export const queueSchema = 'bullmq';

/**
 * @param {string} databaseUrl
 * @returns {Promise<{ applied: number }>} how many migrations were applied
 */
export async function migrate(databaseUrl) {
  await createDatabaseIfMissing(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'penstock-migrate' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`);
    const applied = await applyMissing(client, databaseUrl);
    await runMigrations(client, queueSchema);
    return { applied };
  } finally {
    await client.end();
  }
}

/** @param {pg.Client} client @param {string} databaseUrl */
async function applyMissing(client, databaseUrl) {
  const wanted = migrationsOfTheCode();
  const state = compare(wanted, await migrationsOfTheDatabase(client));
  if (state.foreign.length > 0) {
    throw new Error(
      `The database is newer than this code: it has the migration ${state.foreign.join(', ')}, which this version does not know. ` +
        'Start the newer version of Penstock, or use another data directory (npm start -- --data DIR).',
    );
  }
  if (state.changed.length > 0) {
    throw new Error(
      `The migration ${state.changed.join(', ')} was changed after it had been applied to this database. ` +
        'Restore the file, or use another data directory (npm start -- --data DIR).',
    );
  }
  if (state.missing.length === 0) return 0;
  const result = await prisma(['migrate', 'deploy'], { DATABASE_URL: databaseUrl });
  if (result.code !== 0) {
    throw new Error(`The database could not be migrated. Its own words:\n${result.output.trim()}`);
  }
  return state.missing.length;
}

/** @returns {Map<string, string>} name to SHA-256 of migration.sql, as Prisma records it */
function migrationsOfTheCode() {
  const names = readdirSync(folder).filter((name) => statSync(`${folder}/${name}`).isDirectory());
  return new Map(names.sort().map((name) => [name, sha256(readFileSync(`${folder}/${name}/migration.sql`))]));
}

/** @param {pg.Client} client @returns {Promise<{ name: string, checksum: string, finished: boolean }[]>} */
async function migrationsOfTheDatabase(client) {
  const table = await client.query(`select to_regclass('public._prisma_migrations') is not null as there`);
  if (!table.rows[0].there) return [];
  const { rows } = await client.query(
    `select migration_name as name, checksum, finished_at is not null as finished
       from public._prisma_migrations where rolled_back_at is null`,
  );
  return rows;
}

/**
 * @param {Map<string, string>} wanted
 * @param {{ name: string, checksum: string, finished: boolean }[]} present
 */
export function compare(wanted, present) {
  const finished = new Set(present.filter((row) => row.finished).map((row) => row.name));
  return {
    foreign: present.map((row) => row.name).filter((name) => !wanted.has(name)),
    changed: present
      .filter((row) => row.finished && wanted.has(row.name) && wanted.get(row.name) !== row.checksum)
      .map((row) => row.name),
    missing: [...wanted.keys()].filter((name) => !finished.has(name)),
  };
}

/** A database of somebody else's server may not exist yet; on our own Postgres this finds it at once. @param {string} databaseUrl */
async function createDatabaseIfMissing(databaseUrl) {
  const probe = new pg.Client({ connectionString: databaseUrl });
  try {
    await probe.connect();
  } catch (error) {
    if (error?.code !== '3D000') throw error; // invalid_catalog_name
    const url = new URL(databaseUrl);
    const name = decodeURIComponent(url.pathname.slice(1));
    url.pathname = '/postgres';
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    try {
      await admin.query(`create database ${admin.escapeIdentifier(name)}`);
    } catch (created) {
      if (created?.code !== '42P04' && created?.code !== '23505') throw created; // somebody else made it just now
    } finally {
      await admin.end();
    }
  } finally {
    await probe.end().catch(() => {});
  }
}

/** @param {Buffer} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const url = process.env.DATABASE_URL;
  try {
    if (!url) throw new Error('DATABASE_URL is not set. Set it to the Postgres database to migrate.');
    const { applied } = await migrate(url);
    console.log(applied === 0 ? 'database is up to date' : `${applied} migration(s) applied`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
