import { LosslessNumber } from '@penstock/common';
import { describe, expect, it } from 'vitest';
import { at, catalogClient } from './support/catalog-client';
import { openCommitter } from './support/committer';
import { propertyKey } from './support/deployments';
import { RawWriter } from './support/raw-writer';
import { newTable, tableText } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

describe('tables that hold a position', () => {
  const { catalog, client: anybody } = useTestCatalog();

  /** Two snapshots of a deployment, `first` and `second` by their ids. */
  async function tableWithTwoCommits() {
    const { name } = await newTable(anybody);
    const { holder, writer, prepare } = await openCommitter(catalog, name);
    const first = await prepare(1);
    expect((await writer.commit(first)).status).toBe(200);
    const second = await prepare(2);
    expect((await writer.commit(second)).status).toBe(200);
    return { name, holder, path: writer.path, first: first.snapshotId, second: second.snapshotId };
  }

  const toFirst = (id: bigint) => ({
    action: 'set-snapshot-ref',
    'ref-name': 'main',
    type: 'branch',
    'snapshot-id': new LosslessNumber(String(id)),
  });

  it('are not set back, replaced, moved or robbed of the position, by whatever client', async () => {
    const { name, holder, path, first } = await tableWithTwoCommits();
    const before = await tableText(anybody, name);
    const refused = [
      [toFirst(first)],
      [{ action: 'remove-snapshot-ref', 'ref-name': 'main' }],
      [{ action: 'remove-properties', removals: [propertyKey(holder)] }],
      [{ action: 'set-location', location: `${catalog.warehouse}/db/elsewhere` }],
    ];
    for (const token of [undefined, holder.token, catalog.internalToken]) {
      for (const updates of refused) {
        const answer = await catalogClient(catalog.baseUrl, token)('POST', path, {
          requirements: [],
          updates,
        });
        expect([answer.status, updates]).toEqual([403, updates]);
      }
      expect((await catalogClient(catalog.baseUrl, token)('DELETE', path)).status).toBe(403);
    }
    expect(await tableText(anybody, name)).toBe(before);
  });

  it('keep the snapshot that main names: none takes its place under its id', async () => {
    const { name, path, first, second } = await tableWithTwoCommits();
    const before = await tableText(anybody, name);
    const list = at((await anybody('GET', path)).body, 'metadata', 'snapshots', 0, 'manifest-list');
    const id = new LosslessNumber(String(second));
    const updates = [
      { action: 'remove-snapshots', 'snapshot-ids': [id] },
      {
        action: 'add-snapshot',
        snapshot: {
          'snapshot-id': id,
          'parent-snapshot-id': new LosslessNumber(String(first)),
          'sequence-number': new LosslessNumber('99'),
          'timestamp-ms': new LosslessNumber(String(Date.now())),
          'manifest-list': list,
          summary: { operation: 'append' },
        },
      },
      toFirst(second),
    ];
    const answer = await anybody('POST', path, { requirements: [], updates });
    expect(answer.status).toBe(400);
    expect(await tableText(anybody, name)).toBe(before);
  });

  it('may be tagged and branched, and expired where main does not need it', async () => {
    const { path, first } = await tableWithTwoCommits();
    const tag = {
      action: 'set-snapshot-ref',
      'ref-name': 'kept',
      type: 'tag',
      'snapshot-id': new LosslessNumber(String(first)),
    };
    expect((await anybody('POST', path, { requirements: [], updates: [tag] })).status).toBe(200);
    const untag = { action: 'remove-snapshot-ref', 'ref-name': 'kept' };
    expect((await anybody('POST', path, { requirements: [], updates: [untag] })).status).toBe(200);
    const expire = { action: 'remove-snapshots', 'snapshot-ids': [new LosslessNumber(String(first))] };
    expect((await anybody('POST', path, { requirements: [], updates: [expire] })).status).toBe(200);
  });

  it('without a position main may be set back, and the lineage counter says so', async () => {
    const { name, uuid } = await newTable(anybody);
    const writer = await RawWriter.open(anybody, 'db', name);
    const one = await writer.prepareAppend('SELECT 1::BIGINT AS a');
    await writer.commit(one);
    await writer.commit(await writer.prepareAppend('SELECT 2::BIGINT AS a'));
    const lineage = async () =>
      (await catalog.db.query('SELECT lineage::text FROM catalog_tables WHERE uuid = $1', [uuid])).rows[0]
        ?.lineage;
    expect(await lineage()).toBe('0');
    const answer = await anybody('POST', writer.path, {
      requirements: [],
      updates: [toFirst(one.snapshotId)],
    });
    expect(answer.status).toBe(200);
    expect(await lineage()).toBe('1');
    expect(at(answer.body, 'metadata', 'refs', 'main', 'snapshot-id')).toEqual(
      new LosslessNumber(String(one.snapshotId)),
    );
  });

  it('refuses a snapshot whose files are missing or outside the warehouse', async () => {
    const { path } = await tableWithTwoCommits();
    for (const list of [
      `${catalog.warehouse}/db/none/metadata/snap.avro`,
      '/etc/passwd',
      `${catalog.warehouse}/../x/snap.avro`,
    ]) {
      const snapshot = {
        'snapshot-id': new LosslessNumber('77'),
        'sequence-number': new LosslessNumber('99'),
        'timestamp-ms': new LosslessNumber(String(Date.now())),
        'manifest-list': list,
        summary: { operation: 'append' },
      };
      const answer = await anybody('POST', path, {
        requirements: [],
        updates: [{ action: 'add-snapshot', snapshot }],
      });
      expect([answer.status, list]).toEqual([400, list]);
    }
  });
});
