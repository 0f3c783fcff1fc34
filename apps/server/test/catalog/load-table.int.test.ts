import { renameSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { at, errorMessage, errorType } from './support/catalog-client';
import { RawWriter } from './support/raw-writer';
import { createTable } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

const path = '/v1/namespaces/db/tables/t';

describe('loading a table', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await createTable(client, 't');
    const writer = await RawWriter.open(client, 'db', 't');
    for (const row of [1, 2, 3])
      expect((await writer.commit(await writer.prepareAppend(`SELECT ${row}::BIGINT AS a`))).status).toBe(
        200,
      );
  });

  const load = (query: string, etag?: string) =>
    fetch(
      `${catalog.baseUrl}${path}${query}`,
      etag === undefined ? {} : { headers: { 'if-none-match': etag } },
    );

  it('snapshots=refs shows those that a ref points to, snapshots=all every one, anything else is a 400', async () => {
    const count = async (query: string) => {
      const snapshots = at((await client('GET', path + query)).body, 'metadata', 'snapshots');
      return Array.isArray(snapshots) ? snapshots.length : -1;
    };
    expect([await count(''), await count('?snapshots=all'), await count('?snapshots=refs')]).toEqual([
      3, 3, 1,
    ]);
    expect((await client('GET', `${path}?snapshots=none`)).status).toBe(400);
  });

  it('the ETag of the last answer is a 304 until the next commit, each snapshot mode by itself', async () => {
    const all = (await load('')).headers.get('etag') ?? '';
    const refs = (await load('?snapshots=refs')).headers.get('etag') ?? '';
    expect(all).not.toBe(refs);
    const unchanged = await load('', all);
    expect([unchanged.status, await unchanged.text(), unchanged.headers.get('etag')]).toEqual([304, '', all]);
    expect((await load('', refs)).status).toBe(200);
    expect((await load('?snapshots=refs', refs)).status).toBe(304);
    const update = { requirements: [], updates: [{ action: 'set-properties', updates: { a: 'b' } }] };
    const response = await fetch(catalog.baseUrl + path, { method: 'POST', body: JSON.stringify(update) });
    expect((await load('', all)).status).toBe(200);
    expect((await load('', response.headers.get('etag') ?? '')).status).toBe(304);
  });

  it('a table whose metadata file is gone says so, and is whole again when the file is back', async () => {
    const location = String(at((await client('GET', path)).body, 'metadata-location'));
    renameSync(location, `${location}.away`);
    const answer = await client('GET', path);
    expect([answer.status, errorType(answer)]).toEqual([404, 'NotFoundException']);
    expect(errorMessage(answer)).toContain(location);
    renameSync(`${location}.away`, location);
    expect((await client('GET', path)).status).toBe(200);
  });
});
