import { LosslessNumber } from '@penstock/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { at, catalogClient, errorMessage } from './support/catalog-client';
import { createDeployment, propertyKey, propertyValue } from './support/deployments';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { createTable } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

const tables = '/v1/namespaces/db/tables';
const upgrade = '{"requirements":[],"updates":[{"action":"upgrade-format-version","format-version":3}]}';

describe('format version 3', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await client('POST', '/v1/namespaces', { namespace: ['db'] });
  });

  const create = (name: string, version: string, type: string) =>
    client(
      'POST',
      tables,
      `{"name":"${name}","properties":{"format-version":"${version}"},"schema":{"type":"struct","fields":[
        {"id":1,"name":"a","required":false,"type":"${type}"}]}}`,
    );
  const number = async (name: string, key: string) => {
    const value = at((await client('GET', `${tables}/${name}`)).body, 'metadata', key);
    return value instanceof LosslessNumber ? value.value : null;
  };

  it('is for those who ask: a table is of version 2 otherwise, and its types stay out of version 2', async () => {
    await createTable(client, 'plain');
    expect(await number('plain', 'format-version')).toBe('2');
    expect(errorMessage(await create('early', '2', 'variant'))).toMatch(/not supported until v3/);
    expect((await create('typed', '3', 'variant')).status).toBe(200);
    expect((await create('later', '4', 'long')).status).toBe(400);
    expect(await number('typed', 'next-row-id')).toBe('0');
  });

  it.skipIf(noExtensions() !== null)(
    'DuckDB writes such a table, and each row takes one row id',
    async () => {
      await create('rows', '3', 'long');
      const duckdb = await duckDbClient(catalog.baseUrl);
      await duckdb.run('INSERT INTO ice.db.rows VALUES (1), (2)');
      await duckdb.run('INSERT INTO ice.db.rows VALUES (3)');
      expect(await values(duckdb, 'SELECT a FROM ice.db.rows ORDER BY a')).toEqual(['1', '2', '3']);
      expect(await number('rows', 'next-row-id')).toBe('3');
    },
  );

  it('a table that a pipeline writes keeps its version, others may go up and never down', async () => {
    const holder = await createDeployment(catalog.db);
    await createTable(client, 'held');
    const position = {
      action: 'set-properties',
      updates: { [propertyKey(holder)]: propertyValue(holder, 1) },
    };
    const owner = catalogClient(catalog.baseUrl, holder.token);
    expect((await owner('POST', `${tables}/held`, { requirements: [], updates: [position] })).status).toBe(
      200,
    );
    expect((await client('POST', `${tables}/held`, upgrade)).status).toBe(403);
    expect((await client('POST', `${tables}/plain`, upgrade)).status).toBe(200);
    expect(await number('plain', 'next-row-id')).toBe('0');
    const down = upgrade.replace('"format-version":3', '"format-version":2');
    expect((await client('POST', `${tables}/plain`, down)).status).toBe(400);
  });
});
