import { setTimeout as delay } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Fault, Scene } from '../run/fault';
import { furtherCommits } from '../run/moments';

/** Rows that others were told are in the table, by table. */
const written = new Map<string, string[]>();

export const foreignWriter: Fault = {
  name: 'foreign-writer',
  promise: 'somebody else who appends to the table all the while keeps each row, and so does the pipeline',
  async strike(scene) {
    let going = true;
    const appending = append(scene, () => going);
    await furtherCommits(scene.pipeline, 3 * scene.strikes).finally(() => {
      going = false;
    });
    await appending;
    if (foreignRows(scene).length === 0) throw new Error('the other writer never got a turn');
  },
  foreignRows,
};

function foreignRows(scene: Scene): string[] {
  return written.get(scene.table) ?? [];
}

async function append(scene: Scene, going: () => boolean): Promise<void> {
  const { services, serverUrl, internalToken, db } = scene.installation;
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
    `ATTACH '' AS ice (TYPE iceberg, ENDPOINT '${serverUrl}', SECRET other, REMOVE_FILES_ON_DELETE false)`,
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
