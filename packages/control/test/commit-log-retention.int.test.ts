import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trimCommitLog, trimDroppedCommitLog } from '../src/catalog/maintenance/commit-log-retention';

describe('retention of the commit log', () => {
  let database: TestDatabase;
  let db: pg.Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = new pg.Pool({ connectionString: database.url, max: 1 });
    db.on('connect', (each) => each.on('error', () => undefined));
  });
  afterAll(async () => {
    await db.end();
    await database.drop();
  });

  async function log(
    table: string,
    deployment: string | null,
    seq: number,
    snapshot: string | null,
    days = 0,
  ) {
    const own = deployment === null ? null : seq;
    await db.query(
      `INSERT INTO catalog_commits (table_uuid, deployment_id, epoch, seq, commit_id, snapshot_id, lineage, principal,
         metadata_location, at)
       VALUES ($1, $2, $3, $4, $5, $6, 0, 'test', '/w/t', now() - make_interval(days => $7))`,
      [table, deployment, own === null ? null : 1, own, `commit ${seq}`, snapshot, days],
    );
  }

  async function setAside(deployment: string, seq: number) {
    await db.query(
      `INSERT INTO set_aside_records (id, project_id, deployment_id, kafka_topic, topic_id, partition, "offset", epoch, seq,
         kind, reason, value_size)
       VALUES ($1, $1, $2, 'topic', 'topic', 0, $3, 1, $3, 'unreadable', 'test', 0)`,
      [randomUUID(), deployment, seq],
    );
  }

  const left = async (table: string) =>
    (
      await db.query('SELECT commit_id FROM catalog_commits WHERE table_uuid = $1 ORDER BY id', [table])
    ).rows.map((row) => row.commit_id);

  it('keeps the newest entries and what rules 4 to 6 and the snapshots still need', async () => {
    const [table, slow, fast] = [randomUUID(), randomUUID(), randomUUID()];
    await log(table, slow, 1, 's1');
    await log(table, slow, 2, 's2');
    for (let seq = 3; seq <= 9; seq += 1) await log(table, fast, seq, `s${seq}`);
    await log(table, null, 10, 's10');
    await setAside(fast, 4);
    expect(await trimCommitLog(db, table, ['s6', 's10'], 3)).toBe(4);
    expect(await left(table)).toEqual([
      'commit 2',
      'commit 4',
      'commit 6',
      'commit 8',
      'commit 9',
      'commit 10',
    ]);
    expect(await trimCommitLog(db, table, ['s6', 's10'], 3)).toBe(0);
  });

  it('leaves a log alone that is shorter than what stays, and other tables', async () => {
    const [table, other] = [randomUUID(), randomUUID()];
    for (const each of [table, other]) for (let seq = 1; seq <= 5; seq += 1) await log(each, null, seq, null);
    expect(await trimCommitLog(db, table, [], 5)).toBe(0);
    expect(await trimCommitLog(db, table, [], 1)).toBe(4);
    expect(await left(other)).toHaveLength(5);
  });

  it("keeps of a dropped table the month's entries and each deployment's last one", async () => {
    const [table, deployment] = [randomUUID(), randomUUID()];
    for (const [seq, days] of [
      [1, 50],
      [2, 40],
      [3, 5],
      [4, 60],
    ] as const)
      await log(table, seq === 4 ? null : deployment, seq, null, days);
    const last = randomUUID();
    await log(table, last, 1, null, 90);
    expect(await trimDroppedCommitLog(db)).toBe(3);
    expect(await left(table)).toEqual(['commit 3', 'commit 1']);
  });
});
