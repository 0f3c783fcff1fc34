import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  collectDropped,
  type MaintenanceLimits,
  maintenanceLimits,
  sweepTable,
  upkeepTable,
} from '@penstock/control/catalog';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BareCatalog } from './support/bare-catalog';
import { addRestorePoint } from './support/deployments';
import { type Appended, MetadataWriter } from './support/metadata-writer';
import { RawWriter } from './support/raw-writer';
import { tableFacts } from './support/table-facts';
import { newTable, tableText } from './support/tables';
import { useBareCatalog } from './support/use-catalog';

const hour = 3_600_000;
const day = 24 * hour;
const limits: MaintenanceLimits = { ...maintenanceLimits, maxSnapshots: 2, youngMs: 0 };

describe('files that nothing names', () => {
  const { catalog, client } = useBareCatalog();
  let table: string;
  let uuid: string;
  let commits: Appended[];
  let location: string;

  beforeEach(async () => {
    ({ name: table, uuid } = await newTable(client));
    commits = await new MetadataWriter(client, table).appendHourly(5);
    location = (await tableFacts(client, table)).location;
  });

  const sweep = (atMs = Date.now(), dryRun = false) =>
    sweepTable(catalog.context, uuid, { limits, now: () => atMs, data: true, dryRun });
  const upkeep = (atMs = Date.now()) =>
    upkeepTable(
      catalog.context,
      { namespace: ['db'], name: table },
      { limits, now: () => atMs, thorough: true },
    );

  async function plant(name: string, ageMs: number): Promise<string> {
    const path = `${location}/${name}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'left behind');
    const at = new Date(Date.now() - ageMs);
    await utimes(path, at, at);
    return path;
  }

  const allLive = () =>
    commits.every((commit) => existsSync(commit.dataFile)) && existsSync(commits.at(-1)?.manifestList ?? '');

  it('go when they are old enough and were seen twice; what may be in flight stays', async () => {
    const old = [
      await plant('data/orphan.parquet', 4 * day),
      await plant('data/day=2026-01-01/orphan.parquet', 4 * day),
      await plant('metadata/orphan-m0.avro', 4 * day),
      await plant('metadata/00007-crashed.metadata.json', 4 * day),
    ];
    const kept = [
      await plant('data/in-flight.parquet', 2 * day),
      await plant('metadata/in-flight-m0.avro', hour),
      await plant('data/notes.txt', 400 * day),
      await plant('data/.part.parquet', 400 * day),
      await plant('state/window.parquet', 400 * day),
    ];
    expect(await sweep()).toEqual({ deleted: { files: 0, bytes: 0 }, waiting: { files: 6, bytes: 66 } });
    expect(await sweep(Date.now() + hour, true)).toMatchObject({ deleted: { files: 4, bytes: 44 } });
    expect(old.every((path) => existsSync(path))).toBe(true);
    expect(await sweep(Date.now() + hour)).toMatchObject({ deleted: { files: 4, bytes: 44 } });
    expect(old.some((path) => existsSync(path))).toBe(false);
    expect(kept.every((path) => existsSync(path))).toBe(true);
    expect(allLive()).toBe(true);
  });

  it('of expired snapshots go after the grace period, those of pinned ones never', async () => {
    await addRestorePoint(catalog.db, uuid, commits[0]?.snapshotId);
    await upkeep();
    const lists = commits.map((commit) => commit.manifestList);
    await sweep(Date.now() + hour - 60_000);
    expect(lists.every((path) => existsSync(path))).toBe(true);
    await sweep(Date.now() + hour + 1);
    expect(lists.map((path) => existsSync(path))).toEqual([true, false, false, true, true]);
    await sweep(Date.now() + 400 * day);
    expect(lists.map((path) => existsSync(path))).toEqual([true, false, false, true, true]);
    expect(allLive()).toBe(true);
  });

  it('stay when a commit names them in the meantime, and the file is refused when it came too late', async () => {
    const writer = await RawWriter.open(client, 'db', table);
    const old = new Date(Date.now() - 4 * day);
    for (const first of ['commit', 'sweep'] as const) {
      const append = await writer.prepareAppend('SELECT 1::BIGINT AS a');
      for (const file of append.files) await utimes(file, old, old);
      await sweep();
      const before = await tableText(client, table);
      const land = () => writer.commit(append);
      if (first === 'commit') {
        expect((await land()).status).toBe(200);
        await sweep(Date.now() + 2 * hour);
        expect(append.files.every((file) => existsSync(file))).toBe(true);
        continue;
      }
      let swept = 0;
      catalog.context.onStep = async (step) => {
        if (step !== 'written') return;
        swept = (await sweep(Date.now() + 2 * hour)).deleted.files;
      };
      const answer = await land();
      catalog.context.onStep = async () => undefined;
      expect(swept).toBe(append.files.length);
      expect(answer.status).toBe(409);
      expect(await tableText(client, table)).toBe(before);
    }
    expect(allLive()).toBe(true);
  });

  it('a commit between looking and deleting keeps its files', async () => {
    const writer = await RawWriter.open(client, 'db', table);
    const append = await writer.prepareAppend('SELECT 1::BIGINT AS a');
    const old = new Date(Date.now() - 4 * day);
    for (const file of append.files) await utimes(file, old, old);
    await plant('data/a-orphan.parquet', 4 * day);
    await sweep();
    const landing = commitBeforeLock(catalog, async () => {
      expect((await writer.commit(append)).status).toBe(200);
    });
    expect(await sweep(Date.now() + 2 * hour)).toMatchObject({ deleted: { files: 1 } });
    expect(landing()).toBe(true);
    expect(append.files.every((file) => existsSync(file))).toBe(true);
  });

  it('nothing goes when the metadata cannot be read whole', async () => {
    const orphan = await plant('data/orphan.parquet', 4 * day);
    await sweep();
    const list = commits.at(-1)?.manifestList ?? '';
    await writeFile(list, 'no Avro');
    await expect(sweep(Date.now() + 2 * hour)).rejects.toThrow();
    expect(existsSync(orphan)).toBe(true);
  });

  it('of a dropped table go after the grace period, unless it was registered again', async () => {
    const collect = (atMs: number) => collectDropped(catalog.context, { limits, now: () => atMs });
    const loaded = JSON.parse(await tableText(client, table));
    await plant('notes.txt', 0);
    const path = `/v1/namespaces/db/tables/${table}`;
    expect((await client('DELETE', path)).status).toBe(204);
    expect(await collect(Date.now() + 2 * day)).toBe(0);
    const body = { name: table, 'metadata-location': loaded['metadata-location'] };
    expect((await client('POST', '/v1/namespaces/db/register', body)).status).toBe(200);
    expect(await collect(Date.now() + 4 * day)).toBe(0);
    expect(allLive()).toBe(true);
    expect((await client('DELETE', path)).status).toBe(204);
    expect(await collect(Date.now() + 4 * day)).toBe(1);
    expect(existsSync(`${location}/data`) || existsSync(`${location}/metadata`)).toBe(false);
    expect(existsSync(`${location}/notes.txt`)).toBe(true);
  });
});

/** Runs a task when the sweep asks for the connection of its first deletion; tells whether that happened. */
function commitBeforeLock(catalog: BareCatalog, task: () => Promise<void>): () => boolean {
  const { pool } = catalog.context;
  const connect = pool.connect.bind(pool);
  let ran = false;
  // `pool.query` asks with a callback, a transaction without one.
  const once = (...callback: unknown[]) => {
    if (callback.length > 0) return Reflect.apply(connect, pool, callback);
    Reflect.deleteProperty(pool, 'connect');
    return task().then(() => {
      ran = true;
      return connect();
    });
  };
  Object.defineProperty(pool, 'connect', { value: once, configurable: true, writable: true });
  return () => ran;
}
