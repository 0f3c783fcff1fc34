import type pg from 'pg';
import { catalogClient } from './catalog-client';
import { createDeployment, propertyKey, propertyValue } from './deployments';
import { RawWriter } from './raw-writer';

/** A new deployment that writes to a table of namespace `db` with its own token. */
export async function openCommitter(catalog: { baseUrl: string; db: pg.Pool }, table: string) {
  const holder = await createDeployment(catalog.db);
  const client = catalogClient(catalog.baseUrl, holder.token);
  const writer = await RawWriter.open(client, 'db', table);
  /** An append of `rows` (SQL for one BIGINT column `a`) together with the position of that `seq`. */
  const prepare = (seq: number, rows = `SELECT ${seq}::BIGINT AS a`) =>
    writer.prepareAppend(rows, { [propertyKey(holder)]: propertyValue(holder, seq) });
  const append = async (seq: number, rows?: string) => writer.commit(await prepare(seq, rows));
  return { holder, client, writer, prepare, append };
}
