import type { Fault, Scene } from '../run/fault';
import { someMoment } from '../run/moments';

export const tableRecreated: Fault = {
  name: 'table-recreated',
  promise:
    'a table that was dropped and made again behind a running pipeline blocks; nothing is written into the new one',
  ending: { blocked: 'blocked:table_replaced' },
  async strike(scene) {
    await someMoment(scene);
    const { installation, watcher, table } = scene;
    const { rows } = await installation.db.query<{ namespace: string; location: string }>(
      'select namespace, metadata_location as location from catalog_tables where name = $1',
      [table],
    );
    const namespace = rows[0]?.namespace ?? '';
    const created = () => create(scene, namespace);
    // the catalog refuses to drop a table that holds a position: this is somebody's hand in the database
    await installation.db.query('delete from catalog_tables where name = $1', [table]);
    watcher.freeze(await created());
  },
};

async function create({ installation, table }: Scene, namespace: string): Promise<string> {
  const fields = [
    ['order_id', 'string'],
    ['user_id', 'long'],
    ['amount', 'double'],
    ['status', 'string'],
    ['order_time', 'timestamp'],
  ].map(([name, type], index) => ({ id: index + 1, name, type, required: false }));
  const response = await fetch(`${installation.serverUrl}/v1/namespaces/${namespace}/tables`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${installation.internalToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: table, schema: { type: 'struct', fields } }),
  });
  const answer = (await response.json()) as Record<string, string>;
  const location = answer['metadata-location'];
  if (!response.ok || location === undefined)
    throw new Error(`the table was not made: ${JSON.stringify(answer)}`);
  return location;
}
