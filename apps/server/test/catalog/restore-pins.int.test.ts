import { LosslessNumber } from '@penstock/common';
import { type MaintenanceLimits, maintenanceLimits, upkeepTable } from '@penstock/control/catalog';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorMessage } from './support/catalog-client';
import { addRestorePoint } from './support/deployments';
import { type Appended, MetadataWriter } from './support/metadata-writer';
import { tableFacts } from './support/table-facts';
import { newTable, tableText } from './support/tables';
import { useBareCatalog } from './support/use-catalog';

const hour = 3_600_000;
const limits: MaintenanceLimits = { ...maintenanceLimits, maxSnapshots: 3, youngMs: 0 };

describe('restore points pin snapshots (rule 9)', () => {
  const { catalog, client } = useBareCatalog();
  let table: string;
  let uuid: string;
  let commits: Appended[];
  const path = () => `/v1/namespaces/db/tables/${table}`;

  beforeEach(async () => {
    ({ name: table, uuid } = await newTable(client));
    commits = await new MetadataWriter(client, table).appendHourly(10);
  });

  const restorePoint = (snapshotId: string | undefined, at?: Date) =>
    addRestorePoint(catalog.db, uuid, snapshotId, at);

  const upkeep = (more: Partial<MaintenanceLimits> = {}) =>
    upkeepTable(
      catalog.context,
      { namespace: ['db'], name: table },
      { limits: { ...limits, ...more }, now: Date.now, thorough: true },
    );
  const remove = (commit: Appended | undefined) => ({
    action: 'remove-snapshots',
    'snapshot-ids': [new LosslessNumber(commit?.snapshotId ?? '')],
  });
  const has = async (snapshotId: string | undefined) =>
    (await tableText(client, table)).includes(`"snapshot-id":${snapshotId}`);

  it('expiry keeps the snapshot and tags it; when the restore point goes, so do both', async () => {
    const id = await restorePoint(commits[1]?.snapshotId);
    expect(await upkeep()).toMatchObject({ expiredSnapshots: 6 });
    expect(await has(commits[1]?.snapshotId)).toBe(true);
    expect(await has(commits[2]?.snapshotId)).toBe(false);
    expect((await tableFacts(client, table)).tags).toEqual([`penstock-restore-${commits[1]?.snapshotId}`]);
    await catalog.db.query('DELETE FROM restore_points WHERE id = $1', [id]);
    expect(await upkeep()).toMatchObject({ expiredSnapshots: 1 });
    expect((await tableFacts(client, table)).tags).toEqual([]);
    expect(await has(commits[1]?.snapshotId)).toBe(false);
  });

  it('nobody else removes the snapshot, whether it is tagged yet or not', async () => {
    await restorePoint(commits[1]?.snapshotId);
    for (const tagged of [false, true]) {
      if (tagged) await upkeep({ maxSnapshots: 100 });
      const before = await tableText(client, table);
      const answer = await client('POST', path(), { requirements: [], updates: [remove(commits[1])] });
      expect(answer.status).toBe(403);
      expect(errorMessage(answer)).toMatch(tagged ? /restore/ : /a restore point names it/);
      expect(await tableText(client, table)).toBe(before);
    }
  });

  it('nor while the restore point is recorded: the commit that wrote its files before is refused', async () => {
    const before = await tableText(client, table);
    const nothing = catalog.context.onStep;
    catalog.context.onStep = async (step) => {
      if (step === 'written') await restorePoint(commits[1]?.snapshotId);
    };
    const answer = await client('POST', path(), { requirements: [], updates: [remove(commits[1])] });
    catalog.context.onStep = nothing;
    expect([answer.status, errorMessage(answer)]).toEqual([403, expect.stringContaining('a restore point')]);
    expect(await tableText(client, table)).toBe(before);
  });

  it('nobody else removes, moves or makes the tag', async () => {
    await restorePoint(commits[1]?.snapshotId);
    await upkeep({ maxSnapshots: 100 });
    const name = `penstock-restore-${commits[1]?.snapshotId}`;
    const other = new LosslessNumber(commits[2]?.snapshotId ?? '');
    const set = { action: 'set-snapshot-ref', type: 'tag', 'snapshot-id': other };
    for (const update of [
      { action: 'remove-snapshot-ref', 'ref-name': name },
      { ...set, 'ref-name': name },
      { ...set, 'ref-name': 'penstock-restore-1' },
    ]) {
      const answer = await client('POST', path(), { requirements: [], updates: [update] });
      expect(answer.status).toBe(403);
    }
    expect((await tableFacts(client, table)).tags).toEqual([name]);
  });

  it('the newest restore points win when there are too many, and the others say that they ended', async () => {
    const old = await restorePoint(commits[0]?.snapshotId, new Date(Date.now() - hour));
    const young = await restorePoint(commits[1]?.snapshotId);
    await upkeep({ maxPins: 1 });
    expect(await has(commits[0]?.snapshotId)).toBe(false);
    expect(await has(commits[1]?.snapshotId)).toBe(true);
    const ended = await catalog.db.query('SELECT id FROM restore_points WHERE usable_until IS NOT NULL');
    expect(ended.rows.map((row) => row.id)).toContain(old);
    expect(ended.rows.map((row) => row.id)).not.toContain(young);
  });

  it('a table with gc.enabled=false keeps everything', async () => {
    await client('POST', path(), {
      requirements: [],
      updates: [{ action: 'set-properties', updates: { 'gc.enabled': 'false' } }],
    });
    expect(await upkeep()).toMatchObject({ expiredSnapshots: 0 });
    expect((await tableFacts(client, table)).snapshots).toBe(10);
  });
});
