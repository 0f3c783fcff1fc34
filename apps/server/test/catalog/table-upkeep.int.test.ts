import { rm } from 'node:fs/promises';
import {
  type MaintenanceLimits,
  maintenanceLimits,
  tableDetail,
  tableList,
  tendTable,
} from '@penstock/control/catalog';
import { beforeEach, describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { openCommitter } from './support/committer';
import { addRestorePoint, type Holder } from './support/deployments';
import { type Appended, MetadataWriter } from './support/metadata-writer';
import { createTable } from './support/tables';
import { useBareCatalog } from './support/use-catalog';

const limits: MaintenanceLimits = { ...maintenanceLimits, maxSnapshots: 4, youngMs: 0, mergeCount: 4 };

describe('what the tables page is told', () => {
  const { catalog, client } = useBareCatalog();
  let table: string;
  let uuid: string;
  let holder: Holder;
  let outside: Appended[];
  let tables = 0;

  /** Five snapshots of an outside client, then one of a pipeline. */
  beforeEach(async () => {
    tables += 1;
    table = `t${tables}`;
    uuid = await createTable(client, table);
    outside = await new MetadataWriter(client, table).appendHourly(5);
    const pipeline = await openCommitter(catalog, table);
    holder = pipeline.holder;
    expect((await pipeline.append(1, 'SELECT range AS a FROM range(7)')).status).toBe(200);
  });

  const ident = () => ({ namespace: ['db'], name: table });
  const detail = () => tableDetail(catalog.context, ident(), { limits, now: Date.now });
  const tend = (dryRun: boolean) => tendTable(catalog.context, ident(), { limits, now: Date.now, dryRun });

  it('names the pipeline, its run or the client that wrote each snapshot', async () => {
    const { snapshots } = await detail();
    expect(snapshots.map(({ writer }) => writer.kind)).toEqual([
      'pipeline',
      ...Array.from({ length: 5 }, () => 'outside'),
    ]);
    expect(snapshots[0]).toMatchObject({
      current: true,
      addedRows: '7',
      writer: { deploymentId: holder.deploymentId, pipelineKey: 'test', version: null, runId: null },
    });
    await catalog.db.query('DELETE FROM catalog_commits WHERE snapshot_id = $1', [outside[4]?.snapshotId]);
    expect((await detail()).snapshots[1]?.writer).toEqual({ kind: 'outside', name: null });
  });

  it('sums up what the table holds, also when summaries do not tell sizes', async () => {
    const { tables: list } = await tableList(catalog.context);
    const summary = list.find((each) => each.table === table);
    expect(summary).toMatchObject({ namespace: ['db'], snapshots: 6, problem: null });
    expect(Number(summary?.bytes)).toBeGreaterThan(5_000);
    expect(summary?.writers.map(({ kind }) => kind)).toEqual(['pipeline', 'outside']);
  });

  it('lists a table whose metadata is gone with the reason, and the others all the same', async () => {
    const loaded = await client('GET', `/v1/namespaces/db/tables/${table}`);
    await rm(String(at(loaded.body, 'metadata-location')));
    const { tables: list } = await tableList(catalog.context);
    expect(list).toHaveLength(tables);
    expect(list.find((each) => each.table === table)?.problem).toMatch(/Failed to open/);
  });

  it('says what keeps a snapshot, when the others go, and which are due', async () => {
    await addRestorePoint(catalog.db, uuid, outside[0]?.snapshotId);
    const { snapshots } = await detail();
    expect(snapshots.map(({ due }) => due)).toEqual([false, false, false, false, true, false]);
    expect(snapshots.at(-1)).toMatchObject({
      expiresAt: null,
      restorePoints: [{ kind: 'stop', pipelineKey: 'test' }],
    });
    expect(snapshots[0]?.expiresAt).toBeNull();
    const next = snapshots[1];
    expect(next?.estimated).toBe(true);
    expect(Date.parse(next?.expiresAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('counts before what upkeep then does, and a dry run changes nothing', async () => {
    const before = await detail();
    const planned = await tend(true);
    expect(await detail()).toEqual(before);
    expect(planned).toMatchObject({ snapshots: 2, manifests: { merged: 6, into: 1 }, deleted: { files: 0 } });
    expect(await tend(false)).toMatchObject({ snapshots: 2, manifests: { merged: 6, into: 1 } });
    const after = await detail();
    expect(after).toMatchObject({ manifests: 1, table: { rows: before.table?.rows } });
    expect(after.snapshots).toHaveLength(5);
    expect(after.snapshots[0]?.writer).toEqual({ kind: 'penstock' });
    expect(await tend(true)).toMatchObject({ manifests: { merged: 0 } });
  });

  it('counts no manifests of a table whose format version is not merged', async () => {
    tables += 1;
    const name = `t${tables}`;
    await createTable(client, name, { 'format-version': '1' });
    await new MetadataWriter(client, name).appendHourly(5);
    for (const dryRun of [true, false]) {
      const tended = tendTable(
        catalog.context,
        { namespace: ['db'], name },
        { limits, now: Date.now, dryRun },
      );
      expect(await tended).toMatchObject({ manifests: { merged: 0, into: 0 } });
    }
  });

  it('answers 404 for a table that is not there', async () => {
    const missing = tableDetail(
      catalog.context,
      { namespace: ['db'], name: 'no' },
      { limits, now: Date.now },
    );
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });
});
