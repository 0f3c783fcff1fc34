import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@penstock/local-stack/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { at, errorMessage, errorType } from './support/catalog-client';
import { openCommitter } from './support/committer';
import { RawWriter } from './support/raw-writer';
import { createTable, tableText } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

const tables = '/v1/namespaces/db/tables';

describe('rename and register', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await createTable(client, 'first');
    await createTable(client, 'second');
    await client('POST', '/v1/namespaces', { namespace: ['other', 'deep'] });
  });

  const rename = (from: string, namespace: string[], name: string) =>
    client('POST', '/v1/tables/rename', {
      source: { namespace: ['db'], name: from },
      destination: { namespace, name },
    });
  const register = (name: string, location: string, more: object = {}) =>
    client('POST', '/v1/namespaces/db/register', { name, 'metadata-location': location, ...more });
  const metadataLocation = async (name: string) =>
    String(at((await client('GET', `${tables}/${name}`)).body, 'metadata-location'));

  /** A table with one row that names a pipeline's position. */
  async function positioned(name: string) {
    await createTable(client, name);
    const { append } = await openCommitter(catalog, name);
    expect((await append(1)).status).toBe(200);
  }

  it('a renamed table is the same table, in another namespace too, and its old name is free', async () => {
    const uuid = await createTable(client, 'before');
    const { text } = await client('GET', `${tables}/before`);
    expect((await rename('before', ['other', 'deep'], 'after')).status).toBe(204);
    expect((await client('GET', `${tables}/before`)).status).toBe(404);
    expect((await client('GET', '/v1/namespaces/other%1Fdeep/tables/after')).text).toBe(text);
    expect(await createTable(client, 'before')).not.toBe(uuid);
  });

  it('a commit prepared under the old name lands on the table or is told, never on another', async () => {
    await createTable(client, 'busy');
    const writer = await RawWriter.open(client, 'db', 'busy');
    const append = await writer.prepareAppend('SELECT 1::BIGINT AS a');
    expect((await rename('busy', ['db'], 'busy_now')).status).toBe(204);
    await createTable(client, 'busy');
    const answer = await writer.commit(append);
    expect([answer.status, errorType(answer)]).toEqual([409, 'CommitFailedException']);
    expect(at((await client('GET', `${tables}/busy`)).body, 'metadata', 'snapshots')).toEqual([]);
  });

  it.each([
    ['a table that is not there', 'nobody', ['db'], 404, 'NoSuchTableException'],
    ['to a namespace that is not there', 'first', ['nowhere'], 404, 'NoSuchNamespaceException'],
    ['to a name that is taken', 'second', ['db'], 409, 'AlreadyExistsException'],
    ['to an empty name', 'first', [''], 400, 'BadRequestException'],
  ])('renaming %s changes nothing', async (_what, from, namespace, status, type) => {
    const before = await tableText(client, 'first');
    const answer = await rename(from, namespace, 'first');
    expect([answer.status, errorType(answer)]).toEqual([status, type]);
    expect(await tableText(client, 'first')).toBe(before);
  });

  it('a table that a pipeline writes is not renamed, overwritten or registered by clients', async () => {
    await positioned('positioned');
    const location = await metadataLocation('positioned');
    const before = await tableText(client, 'positioned');
    expect((await rename('positioned', ['db'], 'elsewhere')).status).toBe(403);
    await createTable(client, 'innocent');
    const innocent = await metadataLocation('innocent');
    expect((await register('positioned', innocent, { overwrite: true })).status).toBe(403);
    expect((await register('copy', location)).status).toBe(403);
    expect(await tableText(client, 'positioned')).toBe(before);
  });

  it('a dropped table comes back by its metadata file, text and snapshots as they were', async () => {
    await createTable(client, 'lost');
    const writer = await RawWriter.open(client, 'db', 'lost');
    expect((await writer.commit(await writer.prepareAppend('SELECT 7::BIGINT AS a'))).status).toBe(200);
    const { text } = await client('GET', `${tables}/lost`);
    const location = await metadataLocation('lost');
    expect((await client('DELETE', `${tables}/lost`)).status).toBe(204);
    const answer = await register('found', location);
    expect([answer.status, answer.text]).toEqual([200, text]);
    expect((await client('GET', `${tables}/found`)).text).toBe(text);
    const again = await RawWriter.open(client, 'db', 'found');
    expect((await again.commit(await again.prepareAppend('SELECT 8::BIGINT AS a'))).status).toBe(200);
    const lineage = await catalog.db.query(`SELECT lineage::text FROM catalog_tables WHERE name = 'found'`);
    expect(lineage.rows).toEqual([{ lineage: '1' }]);
  });

  it('overwrite makes room for the registered table, and without it the name is taken', async () => {
    await createTable(client, 'old');
    const newcomer = await createTable(client, 'new');
    const location = await metadataLocation('new');
    expect(errorType(await register('old', location))).toBe('AlreadyExistsException');
    expect(errorMessage(await register('free', location))).toMatch(/UUID belongs to another table/);
    expect((await client('DELETE', `${tables}/new`)).status).toBe(204);
    expect((await register('old', location, { overwrite: true })).status).toBe(200);
    expect(at((await client('GET', `${tables}/old`)).body, 'metadata', 'table-uuid')).toBe(newcomer);
  });

  it('what lies outside the warehouse, by whatever trick, is refused and not read', async () => {
    const outside = tempDir('outside');
    await createTable(client, 'model');
    const model = await metadataLocation('model');
    await client('DELETE', `${tables}/model`);
    cpSync(model, join(outside, 'a.metadata.json'));
    mkdirSync(join(catalog.warehouse, 'links'));
    symlinkSync(outside, join(catalog.warehouse, 'links/dir'));
    symlinkSync(join(outside, 'a.metadata.json'), join(catalog.warehouse, 'links/file.metadata.json'));
    mkdirSync(join(catalog.warehouse, 'links/folder.metadata.json'));
    writeFileSync(join(catalog.warehouse, 'links/text.metadata.json'), 'hello');
    const moved = readFileSync(model, 'utf8').replace(/"location":"[^"]*"/, `"location":"${outside}"`);
    writeFileSync(join(catalog.warehouse, 'links/moved.metadata.json'), moved);
    const inside = [
      '../outside/a.metadata.json',
      'links/dir/a.metadata.json',
      'links/file.metadata.json',
      'links/folder.metadata.json',
      'links/text.metadata.json',
      'links/moved.metadata.json',
      '%2e%2e/a.metadata.json',
      'links/../links/moved.metadata.json',
    ].map((path) => `${catalog.warehouse}/${path}`);
    for (const location of [
      ...inside,
      '/etc/passwd',
      'file:///etc/passwd',
      'http://127.0.0.1/a.metadata.json',
      '',
    ]) {
      const answer = await register('trick', location);
      expect([location, [400, 404].includes(answer.status)]).toEqual([location, true]);
      expect(answer.text).not.toMatch(/root:/);
    }
    expect((await client('HEAD', `${tables}/trick`)).status).toBe(404);
    expect((await register('trick', model)).status).toBe(200);
    expect(existsSync(join(outside, 'metadata'))).toBe(false);
  });
});
