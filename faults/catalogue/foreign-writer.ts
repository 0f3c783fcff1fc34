import { setTimeout as delay } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Exchange } from '../harness/exchange';
import type { Fault, Scene } from '../run/fault';
import { furtherCommits } from '../run/moments';
import { overtakenCommit } from '../run/race';

/** Rows that others were told are in the table, by table. */
const written = new Map<string, string[]>();

export const foreignWriter: Fault = {
  name: 'foreign-writer',
  promise:
    'somebody else who appends to the table all the while keeps each row, and so does the pipeline; whoever is overtaken is told so',
  async strike(scene) {
    let going = true;
    const appending = append(scene, () => going);
    await races(scene).finally(() => {
      going = false;
    });
    await appending;
    if (foreignRows(scene).length === 0) throw new Error('the other writer never got a turn');
  },
  foreignRows,
};

/** Left to chance, commits on the same base are rare: each of the two is held until the other has landed. */
async function races({ installation: { proxy }, pipeline, draws, strikes }: Scene): Promise<void> {
  const key = `penstock.${pipeline.deploymentId}`;
  for (let strike = 0; strike < strikes; strike += 1) {
    for (const who of draws.shuffle('overtaken', ['the pipeline', 'the other writer'] as const)) {
      const isLoser = ({ body }: Exchange) => body.includes(key) === (who === 'the pipeline');
      const { status, text } = await overtakenCommit(proxy, isLoser);
      // The numbers of snapshots would refuse it as well, one step later: the reason is what tells that `main` was compared.
      if (status !== 409 || !text.includes('branch main has changed'))
        throw new Error(`an overtaken commit of ${who} was answered with ${status}: ${text}`);
      await furtherCommits(pipeline, 1);
    }
  }
}

function foreignRows(scene: Scene): string[] {
  return written.get(scene.table) ?? [];
}

async function append(scene: Scene, going: () => boolean): Promise<void> {
  const { services, proxy, internalToken, db } = scene.installation;
  const { rows } = await db.query<{ namespace: string }>(
    'select namespace from catalog_tables where name = $1',
    [scene.table],
  );
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const { avro, httpfs, iceberg } = services.extensions;
  for (const path of [avro, httpfs, iceberg]) await connection.run(`LOAD '${path}'`);
  await connection.run('SET http_retries = 0');
  await connection.run(`CREATE SECRET other (TYPE iceberg, TOKEN '${internalToken}')`);
  await connection.run(
    `ATTACH '' AS ice (TYPE iceberg, ENDPOINT '${proxy.baseUrl}', SECRET other, REMOVE_FILES_ON_DELETE false)`,
  );
  const kept: string[] = [];
  written.set(scene.table, kept);
  for (let n = 0; going(); n += 1) {
    const row = `'f-${n}' AS order_id, ${n}::BIGINT AS user_id, 1.5::DOUBLE AS amount, 'other' AS status, TIMESTAMP '2026-01-01' AS order_time`;
    const insert = `INSERT INTO ice."${rows[0]?.namespace}"."${scene.table}" BY NAME SELECT ${row}`;
    // a conflict with the pipeline's commit: no reply was lost here, so nothing has landed
    const landed = await connection.run(insert).then(
      () => true,
      () => false,
    );
    if (landed) kept.push([`f-${n}`, n, 1.5, 'other', Date.UTC(2026, 0, 1)].join('|'));
    await delay(20);
  }
  connection.closeSync();
  instance.closeSync();
}
