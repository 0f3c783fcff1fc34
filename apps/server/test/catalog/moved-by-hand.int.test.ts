import { describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { openCommitter } from './support/committer';
import { type Holder, propertyKey, propertyValue } from './support/deployments';
import { RawWriter } from './support/raw-writer';
import { newTable } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

describe('a table with a position whose pointer somebody moved by hand', () => {
  const { catalog, client: anybody } = useTestCatalog();

  /** Three commits of a deployment, and then the pointer at the metadata of an older one. */
  async function movedBack(to = 2) {
    const { name, uuid } = await newTable(anybody);
    const { holder, client, writer } = await openCommitter(catalog, name);
    for (const seq of [1, 2, 3]) expect((await append(writer, holder, seq)).status).toBe(200);
    await catalog.db.query(
      `UPDATE catalog_tables SET metadata_location =
         (SELECT metadata_location FROM catalog_commits WHERE table_uuid = $1 AND seq = $2) WHERE uuid = $1`,
      [uuid, to],
    );
    return { name, uuid, holder, client, writer };
  }

  async function append(writer: RawWriter, holder: Holder, seq: number, choice: string | null = null) {
    const value = JSON.stringify({ ...JSON.parse(propertyValue(holder, seq)), choice });
    return writer.commit(
      await writer.prepareAppend(`SELECT ${seq}::BIGINT AS a`, { [propertyKey(holder)]: value }),
    );
  }

  /** The lineage of the table, and that of the deployment's newest commit. */
  async function lineages({ client, holder, uuid }: Awaited<ReturnType<typeof movedBack>>) {
    const { body } = await client('GET', `/penstock/v1/deployments/${holder.deploymentId}/tables/${uuid}`);
    return [at(body, 'lineage'), at(body, 'lastCommit', 'lineage')];
  }

  it('takes no further commit of its pipeline, and says that it was set back', async () => {
    const table = await movedBack();
    const answer = await append(table.writer, table.holder, 3);
    expect(answer.status).toBe(403);
    expect(at(answer.body, 'error', 'message')).toContain('was set back outside Penstock');
    expect(await lineages(table)).toEqual(['1', '0']);
  });

  it('stays set back when somebody else commits to it', async () => {
    const table = await movedBack();
    const other = await RawWriter.open(anybody, 'db', table.name);
    expect((await other.commit(await other.prepareAppend('SELECT 9::BIGINT AS a'))).status).toBe(200);
    expect((await append(table.writer, table.holder, 3)).status).toBe(403);
    expect(await lineages(table)).toEqual(['1', '0']);
  });

  it.each([2, 1])(
    'set back to commit %i of 3, is gone on with from a start that a person chose, and from there on as ever',
    async (to) => {
      const table = await movedBack(to);
      await catalog.db.query('UPDATE leases SET epoch = 2 WHERE deployment_id = $1', [
        table.holder.deploymentId,
      ]);
      const holder = { ...table.holder, epoch: '2' };
      expect((await append(table.writer, holder, to + 1)).status).toBe(403);
      for (const further of [1, 2, 3])
        expect((await append(table.writer, holder, to + further, 'chosen')).status).toBe(200);
      expect(await lineages(table)).toEqual(['1', '1']);
    },
  );
});
