import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { LosslessNumber } from '@penstock/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { at, errorType } from './support/catalog-client';
import { createTable, tableText } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

/** node:http sends a path as it is; fetch would normalise it. */
function rawGet(baseUrl: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('input of any kind', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await createTable(client, 't');
  });

  const path = '/v1/namespaces/db/tables/t';

  it.each([
    [
      'an unknown update',
      {
        requirements: [],
        updates: [{ action: 'set-properties', updates: { a: 'b' } }, { action: 'unheard-of' }],
      },
    ],
    [
      'an unknown requirement',
      {
        requirements: [{ type: 'unheard-of' }],
        updates: [{ action: 'set-properties', updates: { a: 'b' } }],
      },
    ],
    ['updates that are no list', { requirements: [], updates: { action: 'set-properties' } }],
    [
      'a property that is no string',
      { requirements: [], updates: [{ action: 'set-properties', updates: { a: 1 } }] },
    ],
    ['a location outside', { requirements: [], updates: [{ action: 'set-location', location: '/etc' }] }],
    [
      'a location with ..',
      { requirements: [], updates: [{ action: 'set-location', location: 'WAREHOUSE/db/../../x' }] },
    ],
    ['a fraction as id', '{"requirements":[],"updates":[{"action":"set-current-schema","schema-id":0.5}]}'],
    ['no JSON', '{"requirements":'],
    ['JSON of enormous depth', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('%s is a 400 that changes nothing', async (_what, body) => {
    const before = await tableText(client, 't');
    const text =
      typeof body === 'string' ? body : JSON.stringify(body).replaceAll('WAREHOUSE', catalog.warehouse);
    const answer = await client('POST', path, text);
    expect([answer.status, errorType(answer)]).toEqual([400, 'BadRequestException']);
    expect(await tableText(client, 't')).toBe(before);
  });

  it('two tables never share files, neither at creation nor by moving', async () => {
    const field = { id: new LosslessNumber('1'), name: 'a', type: 'long', required: false };
    const create = (name: string, location: string) =>
      client('POST', '/v1/namespaces/db/tables', {
        name,
        location,
        schema: { type: 'struct', fields: [field] },
      });
    expect((await create('outer', `${catalog.warehouse}/db/place`)).status).toBe(200);
    for (const location of ['/db/place', '/db/place/inner', '/db']) {
      expect((await create('other', `${catalog.warehouse}${location}`)).status).toBe(409);
    }
    const updates = [{ action: 'set-location', location: `${catalog.warehouse}/db/place/t` }];
    expect((await client('POST', path, { requirements: [], updates })).status).toBe(409);
    expect((await create('next_to_it', `${catalog.warehouse}/db/place2`)).status).toBe(200);
  });

  it('names keep what they are: decoded once, never normalised', async () => {
    const names = ['a/b', '..', '%2F', 'a b+c', 'ä€😀', '%1F'];
    for (const name of names) {
      const created = await client('POST', '/v1/namespaces', { namespace: ['odd', name] });
      expect(created.status).toBe(200);
      const encoded = `odd%1F${encodeURIComponent(name).replaceAll('.', '%2E')}`;
      expect(await rawGet(catalog.baseUrl, `/v1/namespaces/${encoded}`)).toBe(200);
    }
    const listed = await client('GET', '/v1/namespaces?parent=odd');
    expect(at(listed.body, 'namespaces')).toEqual(expect.arrayContaining(names.map((name) => ['odd', name])));
    expect(await rawGet(catalog.baseUrl, '/v1/namespaces/x/../db')).toBe(404);
    expect(await rawGet(catalog.baseUrl, '/v1/namespaces/%E0%A4')).toBe(400);
    expect(await rawGet(catalog.baseUrl, '//v1/config')).toBe(404);
    expect((await client('POST', '/v1/namespaces', { namespace: ['a\u001fb'] })).status).toBe(400);
  });

  it('64-bit numbers and unknown fields come back as they were sent', async () => {
    await createTable(client, 'exact');
    const schema = {
      type: 'struct',
      'unknown-field': {
        big: new LosslessNumber('9223372036854775807'),
        precise: new LosslessNumber('1.10'),
      },
      fields: [
        {
          id: new LosslessNumber('1'),
          name: 'a',
          type: 'long',
          required: false,
          'x-extra': [new LosslessNumber('1e400')],
        },
      ],
    };
    const updates = [
      { action: 'add-schema', schema },
      { action: 'set-current-schema', 'schema-id': new LosslessNumber('-1') },
    ];
    expect(
      (await client('POST', '/v1/namespaces/db/tables/exact', { requirements: [], updates })).status,
    ).toBe(200);
    const text = await tableText(client, 'exact');
    expect(text).toContain('"unknown-field":{"big":9223372036854775807,"precise":1.10}');
    expect(text).toContain('"x-extra":[1e400]');
  });

  it('earlier metadata files go when the log is full, the current one stays', async () => {
    await createTable(client, 'piled');
    const set = (updates: Record<string, string>) =>
      client('POST', '/v1/namespaces/db/tables/piled', {
        requirements: [],
        updates: [{ action: 'set-properties', updates }],
      });
    await set({ 'write.metadata.previous-versions-max': '3' });
    for (let round = 0; round < 10; round += 1)
      expect((await set({ round: String(round) })).status).toBe(200);
    const loaded = (await client('GET', '/v1/namespaces/db/tables/piled')).body;
    const files = readdirSync(`${at(loaded, 'metadata', 'location')}/metadata`).filter((name) =>
      name.endsWith('.metadata.json'),
    );
    const logged = at(loaded, 'metadata', 'metadata-log');
    expect(files.sort()).toEqual(
      [
        ...(Array.isArray(logged) ? logged.map((entry) => at(entry, 'metadata-file')) : []),
        at(loaded, 'metadata-location'),
      ]
        .map((file) => String(file).split('/').at(-1))
        .sort(),
    );
    expect(files).toHaveLength(4);
  });

  it('refuses what a browser could send, because no token is asked on loopback', async () => {
    expect(await rawGet(catalog.baseUrl, '/v1/config', { origin: 'https://example.org' })).toBe(403);
    expect(await rawGet(catalog.baseUrl, '/v1/config', { host: 'rebound.example.org' })).toBe(403);
    expect(await rawGet(catalog.baseUrl, '/v1/config')).toBe(200);
    expect(await rawGet(catalog.baseUrl, '/v1/config', { authorization: 'Bearer wrong' })).toBe(401);
  });
});
