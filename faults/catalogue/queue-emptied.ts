import type { Fault } from '../run/fault';
import { someMoment } from '../run/moments';

export const queueEmptied: Fault = {
  name: 'queue-emptied',
  promise: 'a queue that was emptied while a runner was away makes it slower, not wrong',
  async strike(scene) {
    const { runner, db } = scene.installation;
    for (let strike = 0; strike < scene.strikes; strike += 1) {
      await someMoment(scene);
      await runner.down('SIGKILL');
      const { rows } = await db.query<{ name: string }>(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'",
      );
      for (const { name } of rows) await db.query(`delete from ${name}`);
      runner.start();
    }
  },
};
