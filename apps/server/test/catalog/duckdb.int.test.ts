import { beforeAll, describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { createDeployment, propertyKey, propertyValue } from './support/deployments';
import { duckDbClient, insertWith, noExtensions, values } from './support/duckdb-client';
import { useTestCatalog } from './support/use-catalog';

describe.skipIf(noExtensions() !== null)('DuckDB on the catalog', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await client('POST', '/v1/namespaces', { namespace: ['db'] });
  });

  it('creates, inserts, evolves, reads back and drops', async () => {
    const duckdb = await duckDbClient(catalog.baseUrl);
    await duckdb.run(
      'CREATE TABLE ice.db.life (a BIGINT, d DATE, s STRUCT(x INTEGER, y VARCHAR[])) PARTITIONED BY (d)',
    );
    await duckdb.run(
      `INSERT INTO ice.db.life SELECT range, DATE '2026-01-01' + (range % 3)::INTEGER, {x: 1, y: ['z']} FROM range(30)`,
    );
    await duckdb.run('ALTER TABLE ice.db.life ADD COLUMN later DOUBLE');
    await duckdb.run('INSERT INTO ice.db.life (a, later) VALUES (9223372036854775807, 1.5)');
    await duckdb.run('CREATE TABLE ice.db.copied AS SELECT a FROM ice.db.life');
    expect(await values(duckdb, 'SELECT count(*) FROM ice.db.life WHERE s.x = 1')).toEqual(['30']);
    expect(await values(duckdb, 'SELECT max(a) FROM ice.db.copied')).toEqual(['9223372036854775807']);
    await duckdb.run('DROP TABLE ice.db.copied');
    expect((await client('HEAD', '/v1/namespaces/db/tables/copied')).status).toBe(404);
  });

  it('commits rows and position together, and shows the second writer a conflict with nothing of it visible', async () => {
    const holder = await createDeployment(catalog.db);
    const first = await duckDbClient(catalog.baseUrl, holder.token);
    const second = await duckDbClient(catalog.baseUrl);
    await first.run('CREATE TABLE ice.db.both (a BIGINT)');
    await second.run('BEGIN');
    await second.run('INSERT INTO ice.db.both VALUES (666)');
    await insertWith(first, 'INSERT INTO ice.db.both VALUES (1), (2)', 'ice.db.both', {
      [propertyKey(holder)]: propertyValue(holder, 1, 'commit-1'),
    });
    await expect(second.run('COMMIT')).rejects.toThrow(/409|Conflict/);
    expect(await values(first, 'SELECT a FROM ice.db.both ORDER BY a')).toEqual(['1', '2']);
    const metadata = at((await client('GET', '/v1/namespaces/db/tables/both')).body, 'metadata');
    expect(at(metadata, 'snapshots')).toHaveLength(1);
    expect(at(metadata, 'properties', propertyKey(holder))).toContain('"commitId":"commit-1"');
    const log = await catalog.db.query(
      'SELECT epoch, seq, snapshot_id FROM catalog_commits WHERE commit_id = $1',
      ['commit-1'],
    );
    expect(log.rows).toEqual([{ epoch: '1', seq: '1', snapshot_id: expect.stringMatching(/^\d+$/) }]);
  });

  it('keeps the data files of a commit that failed, with REMOVE_FILES_ON_DELETE false', async () => {
    const holder = await createDeployment(catalog.db);
    const duckdb = await duckDbClient(catalog.baseUrl, holder.token);
    await duckdb.run('CREATE TABLE ice.db.kept (a BIGINT)');
    const location = String(
      at((await client('GET', '/v1/namespaces/db/tables/kept')).body, 'metadata', 'location'),
    );
    await expect(
      insertWith(duckdb, 'INSERT INTO ice.db.kept VALUES (1)', 'ice.db.kept', {
        [propertyKey(holder)]: propertyValue(holder, 7),
      }),
    ).rejects.toThrow(/fenced/);
    expect(await values(duckdb, `SELECT count(*) FROM glob('${location}/data/*.parquet')`)).toEqual(['1']);
  });
});
