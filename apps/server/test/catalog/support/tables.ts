import { randomUUID } from 'node:crypto';
import { LosslessNumber } from '@penstock/common';
import { at, type CatalogClient } from './catalog-client';

const field = (id: number, name: string, type: string) => ({
  id: new LosslessNumber(String(id)),
  name,
  type,
  required: false,
});

/** Creates namespace `db` (when missing) and a table with the columns a BIGINT, b VARCHAR; returns its uuid. */
export async function createTable(
  client: CatalogClient,
  name: string,
  properties: Record<string, string> = {},
): Promise<string> {
  await client('POST', '/v1/namespaces', { namespace: ['db'] });
  const answer = await client('POST', '/v1/namespaces/db/tables', {
    name,
    properties,
    schema: { type: 'struct', fields: [field(0, 'a', 'long'), field(1, 'b', 'string')] },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return String(at(answer.body, 'metadata', 'table-uuid'));
}

/** As `createTable`, under a name that no other table has. */
export async function newTable(client: CatalogClient): Promise<{ name: string; uuid: string }> {
  const name = `t${randomUUID().slice(0, 8)}`;
  return { name, uuid: await createTable(client, name) };
}

/** Everything that a refused request must leave as it was. */
export async function tableText(client: CatalogClient, name: string): Promise<string> {
  return (await client('GET', `/v1/namespaces/db/tables/${name}`)).text;
}
