import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Answer, at, catalogClient, errorMessage, errorType } from './support/catalog-client';
import {
  createDeployment,
  expireLease,
  type Holder,
  propertyKey,
  propertyValue,
  takeOver,
} from './support/deployments';
import { newTable, tableText } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

describe('the fence (rule 1)', () => {
  const { catalog, client: anybody } = useTestCatalog();

  async function tableWithHolder() {
    return { ...(await newTable(anybody)), holder: await createDeployment(catalog.db) };
  }

  const setPosition = (name: string, holder: Holder, seq: number, commitId?: string, token = holder.token) =>
    catalogClient(catalog.baseUrl, token)('POST', '/v1/transactions/commit', {
      'table-changes': [
        {
          identifier: { namespace: ['db'], name },
          requirements: [],
          updates: [
            {
              action: 'set-properties',
              updates: { [propertyKey(holder)]: propertyValue(holder, seq, commitId) },
            },
          ],
        },
      ],
    });

  const reloadPath = (holder: Holder, uuid: string) =>
    `/penstock/v1/deployments/${holder.deploymentId}/tables/${uuid}`;

  function expectFenced(answer: Answer) {
    expect(answer.status).toBe(409);
    expect(errorType(answer)).toBe('CommitFailedException');
    expect(errorMessage(answer)).toMatch(/^fenced/);
  }

  it('lets only the next seq through', async () => {
    const { name, holder } = await tableWithHolder();
    expectFenced(await setPosition(name, holder, 2));
    expect((await setPosition(name, holder, 1)).status).toBe(204);
    expectFenced(await setPosition(name, holder, 1));
    expectFenced(await setPosition(name, holder, 3));
    expect((await setPosition(name, holder, 2)).status).toBe(204);
  });

  it('answers the repeat of the stored commit with success and changes nothing', async () => {
    const { name, holder } = await tableWithHolder();
    expect((await setPosition(name, holder, 1, 'same')).status).toBe(204);
    const before = await tableText(anybody, name);
    expect((await setPosition(name, holder, 1, 'same')).status).toBe(204);
    expect(await tableText(anybody, name)).toBe(before);
  });

  it('stops an epoch that was taken over: its token is dead, and its epoch too under any other token', async () => {
    const { name, holder } = await tableWithHolder();
    expect((await setPosition(name, holder, 1)).status).toBe(204);
    const next = await takeOver(catalog.db, holder);
    const before = await tableText(anybody, name);
    expect((await setPosition(name, holder, 2)).status).toBe(401);
    expectFenced(await setPosition(name, holder, 2, undefined, next.token));
    expectFenced(await setPosition(name, holder, 2, undefined, catalog.internalToken));
    expect(await tableText(anybody, name)).toBe(before);
    expect((await setPosition(name, next, 2)).status).toBe(204);
  });

  it('stops a lease that has expired by the database clock, also when nobody took it', async () => {
    const { name, holder } = await tableWithHolder();
    await expireLease(catalog.db, holder);
    expectFenced(await setPosition(name, holder, 1));
  });

  it('lets a deployment set its own position only, and outside clients none', async () => {
    const { name, holder } = await tableWithHolder();
    const other = await createDeployment(catalog.db);
    expect((await setPosition(name, holder, 1, undefined, other.token)).status).toBe(403);
    const anonymous = await anybody('POST', `/v1/namespaces/db/tables/${name}`, {
      requirements: [],
      updates: [{ action: 'set-properties', updates: { [propertyKey(holder)]: propertyValue(holder, 1) } }],
    });
    expect(anonymous.status).toBe(403);
  });

  it.each([
    ['penstock.something', '{}'],
    ['penstock.', '{}'],
  ])('refuses the reserved property %s', async (key, value) => {
    const { name } = await tableWithHolder();
    const answer = await anybody('POST', `/v1/namespaces/db/tables/${name}`, {
      requirements: [],
      updates: [{ action: 'set-properties', updates: { [key]: value } }],
    });
    expect(answer.status).toBe(400);
  });

  it.each([
    '{}',
    'no json',
    '{"epoch":1,"seq":1,"commitId":"x"}',
    '{"epoch":"01","seq":"1","commitId":"x"}',
    '{"epoch":"1","seq":"1","commitId":""}',
  ])('refuses the malformed position %s', async (value) => {
    const { name, holder } = await tableWithHolder();
    const client = catalogClient(catalog.baseUrl, holder.token);
    const answer = await client('POST', `/v1/namespaces/db/tables/${name}`, {
      requirements: [],
      updates: [{ action: 'set-properties', updates: { [propertyKey(holder)]: value } }],
    });
    expect(answer.status).toBe(400);
  });

  it('moves two tables or none: the one commit of a changed table name', async () => {
    const first = await tableWithHolder();
    const second = await tableWithHolder();
    const holder = first.holder;
    expect((await setPosition(first.name, holder, 1)).status).toBe(204);
    const value = propertyValue(holder, 2, 'moving');
    const change = (name: string, requirements: unknown[] = []) => ({
      identifier: { namespace: ['db'], name },
      requirements,
      updates: [{ action: 'set-properties', updates: { [propertyKey(holder)]: value } }],
    });
    const client = catalogClient(catalog.baseUrl, holder.token);
    const wrong = [{ type: 'assert-table-uuid', uuid: randomUUID() }];
    const before = await tableText(anybody, first.name);
    const failed = await client('POST', '/v1/transactions/commit', {
      'table-changes': [change(first.name), change(second.name, wrong)],
    });
    expect(failed.status).toBe(409);
    expect(await tableText(anybody, first.name)).toBe(before);
    const moved = await client('POST', '/v1/transactions/commit', {
      'table-changes': [change(first.name), change(second.name)],
    });
    expect(moved.status).toBe(204);
    expect((await setPosition(second.name, holder, 3)).status).toBe(204);
  });

  it('tells the newest commit by number, also past nine', async () => {
    const { name, uuid, holder } = await tableWithHolder();
    for (let seq = 1; seq <= 12; seq += 1) expect((await setPosition(name, holder, seq)).status).toBe(204);
    const path = reloadPath(holder, uuid);
    const answer = await catalogClient(catalog.baseUrl, holder.token)('GET', path);
    expect(at(answer.body, 'lastCommit')).toMatchObject({ seq: '12' });
  });

  it('tells the lineage and the last commit to the deployment and to nobody else', async () => {
    const { name, uuid, holder } = await tableWithHolder();
    await setPosition(name, holder, 1, 'told');
    const path = reloadPath(holder, uuid);
    const answer = await catalogClient(catalog.baseUrl, holder.token)('GET', path);
    expect(at(answer.body, 'lineage')).toBe('0');
    expect(at(answer.body, 'lastCommit')).toMatchObject({
      epoch: '1',
      seq: '1',
      commitId: 'told',
      lineage: '0',
    });
    expect((await anybody('GET', path)).status).toBe(403);
  });
});
