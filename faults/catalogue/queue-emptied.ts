import type { Fault } from '../run/fault';
import { atSomeMoments } from '../run/strikes';

export const queueEmptied: Fault = {
  name: 'queue-emptied',
  promise: 'a queue that was emptied while a runner was away makes it slower, not wrong',
  strike: atSomeMoments(async ({ installation: { runner, db } }) => {
    await runner.down('SIGKILL');
    const { rows } = await db.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'",
    );
    for (const { name } of rows) await db.query(`delete from ${name}`);
    runner.start();
  }),
};
