import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type CatalogClient, catalogClient } from './support/catalog-client';
import { createDeployment, type Holder, propertyKey, propertyValue } from './support/deployments';
import { startTestCatalog, type TestCatalog } from './support/in-process-server';
import { RawWriter } from './support/raw-writer';
import { createTable } from './support/tables';

describe('a table with a position whose pointer somebody moved by hand', () => {
  let catalog: TestCatalog;
  let anybody: CatalogClient;

  beforeAll(async () => {
    catalog = await startTestCatalog();
    anybody = catalogClient(catalog.baseUrl);
  });
  afterAll(() => catalog.close());

  /** Three commits of a deployment, and then the pointer at the metadata of the second. */
  async function movedBack() {
    const name = `t${randomUUID().slice(0, 8)}`;
    const uuid = await createTable(anybody, name);
    const holder = await createDeployment(catalog.db);
    const client = catalogClient(catalog.baseUrl, holder.token);
    const writer = await RawWriter.open(client, 'db', name);
    for (const seq of [1, 2, 3]) expect((await append(writer, holder, seq)).status).toBe(200);
    await catalog.db.query(
      `UPDATE catalog_tables SET metadata_location =
         (SELECT metadata_location FROM catalog_commits WHERE table_uuid = $1 AND seq = 2) WHERE uuid = $1`,
      [uuid],
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

  it('is gone on with from a start that a person chose, and from there on as ever', async () => {
    const table = await movedBack();
    await catalog.db.query('UPDATE leases SET epoch = 2 WHERE deployment_id = $1', [
      table.holder.deploymentId,
    ]);
    const holder = { ...table.holder, epoch: '2' };
    expect((await append(table.writer, holder, 3)).status).toBe(403);
    expect((await append(table.writer, holder, 3, 'chosen')).status).toBe(200);
    expect((await append(table.writer, holder, 4, 'chosen')).status).toBe(200);
    expect(await lineages(table)).toEqual(['1', '1']);
  });
});
