import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { tempDir } from '@penstock/local-stack/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorType } from './support/catalog-client';
import { createTable, tableText } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

const megabyte = 1024 * 1024;
const path = '/v1/namespaces/db/tables/t';

describe('limits', () => {
  const { catalog, client } = useTestCatalog();

  beforeAll(async () => {
    await createTable(client, 't');
    await client('POST', '/v1/namespaces', { namespace: ['ns'], properties: { kept: 'yes' } });
  });

  /** A commit that sets one property, `size` bytes long as a whole. */
  function commitOf(size: number): string {
    const [head, tail] = [
      '{"requirements":[],"updates":[{"action":"set-properties","updates":{"big":"',
      '"}}]}',
    ];
    return head + 'x'.repeat(size - head.length - tail.length) + tail;
  }

  /** Sends a body in chunks, without saying how long it will be. */
  function postChunked(size: number): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(catalog.baseUrl);
    return new Promise((resolve, reject) => {
      const post = request({ hostname, port, path, method: 'POST' }, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, text });
      });
      post.on('error', reject);
      const body = Buffer.from(commitOf(size));
      for (let from = 0; from < body.length; from += megabyte)
        post.write(body.subarray(from, from + megabyte));
      post.end();
    });
  }

  it('a body of 64 MB is taken, one byte more is a 413 with the body of the specification, and nothing changes', async () => {
    const before = await tableText(client, 't');
    const answer = await client('POST', path, commitOf(64 * megabyte + 1));
    expect([answer.status, errorType(answer)]).toEqual([413, 'BadRequestException']);
    expect((await postChunked(150 * megabyte)).status).toBe(413);
    expect(await tableText(client, 't')).toBe(before);
    await createTable(client, 'roomy');
    const roomy = `${catalog.baseUrl}/v1/namespaces/db/tables/roomy`;
    expect((await fetch(roomy, { method: 'POST', body: commitOf(64 * megabyte) })).status).toBe(200);
  });

  it.each([
    ['a wrong token', 401, path, { authorization: 'Bearer wrong' }],
    ['a route that is not there', 404, '/v1/nothing', {}],
  ])('%s is answered while the body is still coming', async (_what, status, path, headers) => {
    const { hostname, port } = new URL(catalog.baseUrl);
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      const post = request({ hostname, port, path, headers, method: 'POST' }, (response) => {
        resolve(response.statusCode);
        post.destroy();
      });
      post.on('error', reject);
      post.write('{');
    });
    expect(answered).toBe(status);
  });

  it('a body that would take gigabytes once it is parsed is a 400', async () => {
    const before = await tableText(client, 't');
    const bomb = `{"requirements":[],"updates":[${'0,'.repeat(30 * megabyte)}0]}`;
    expect((await client('POST', path, bomb)).status).toBe(400);
    expect(await tableText(client, 't')).toBe(before);
  });

  it('bytes that are no UTF-8 are a 400', async () => {
    const body = Buffer.from(
      '{"requirements":[],"updates":[{"action":"set-properties","updates":{"a":"\xff"}}]}',
      'latin1',
    );
    const response = await fetch(catalog.baseUrl + path, { method: 'POST', body });
    expect(response.status).toBe(400);
  });

  it('text that the database cannot hold is a 400, in namespaces and in positions', async () => {
    const properties = (text: string) => `{"namespace":["bad"],"properties":{"a":"${text}"}}`;
    for (const text of ['\\u0000', '\\ud800']) {
      expect((await client('POST', '/v1/namespaces', properties(text))).status).toBe(400);
      const update = `{"updates":{"a":"${text}"},"removals":["kept"]}`;
      expect((await client('POST', '/v1/namespaces/ns/properties', update)).status).toBe(400);
    }
    expect((await client('GET', '/v1/namespaces/bad')).status).toBe(404);
    expect((await client('GET', '/v1/namespaces/ns')).text).toContain('"kept":"yes"');
  });

  it('a symbolic link inside the warehouse leads no table out of it', async () => {
    const outside = tempDir('outside');
    mkdirSync(join(catalog.warehouse, 'way'), { recursive: true });
    symlinkSync(outside, join(catalog.warehouse, 'way/out'));
    const field = '{"id":1,"name":"a","required":false,"type":"long"}';
    for (const stage of [true, false]) {
      const body = `{"name":"led","location":"${catalog.warehouse}/way/out/t","stage-create":${stage},"schema":{"type":"struct","fields":[${field}]}}`;
      const answer = await client('POST', '/v1/namespaces/db/tables', body);
      expect([answer.status, errorType(answer)]).toEqual([400, 'BadRequestException']);
    }
    const updates = [{ action: 'set-location', location: `${catalog.warehouse}/way/out` }];
    expect((await client('POST', path, { requirements: [], updates })).status).toBe(400);
    expect(readdirSync(outside)).toEqual([]);
    expect((await client('GET', '/v1/namespaces/db/tables/led')).status).toBe(404);
  });

  it.each([
    ['a type that is none', '"lnog"'],
    ['a type of format version 3', '"variant"'],
    [
      'a schema of enormous depth',
      `${'{"type":"list","element-id":2,"element":'.repeat(5000)}"int"${'}'.repeat(5000)}`,
    ],
  ])('%s is refused before anything is written', async (_what, type) => {
    const files = () => readdirSync(catalog.warehouse, { recursive: true }).length;
    const before = files();
    const field = `{"id":1,"name":"a","required":false,"type":${type}}`;
    const body = `{"name":"odd","schema":{"type":"struct","fields":[${field}]}}`;
    const answer = await client('POST', '/v1/namespaces/db/tables', body);
    expect([answer.status, errorType(answer)]).toEqual([400, 'BadRequestException']);
    expect(files()).toBe(before);
  });
});
