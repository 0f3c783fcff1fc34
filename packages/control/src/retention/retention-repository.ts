import type { Db } from '../db/client';

// Each function deletes at most `rows` rows and answers how many it deleted, so that no statement holds its locks for long.

export async function deleteOldMetrics(
  db: Db,
  resolution: number,
  days: number,
  rows: number,
): Promise<number> {
  return await db.$executeRaw`
    delete from metric_points where (deployment_id, resolution, bucket_at) in (
      select deployment_id, resolution, bucket_at from metric_points
       where resolution = ${resolution}::int and bucket_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

export async function deleteOldSetAside(db: Db, days: number, rows: number): Promise<number> {
  return await db.$executeRaw`
    delete from set_aside_records where id in (
      select id from set_aside_records where created_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

/** The oldest records of each deployment beyond its limits of rows and bytes. */
export async function deleteExcessSetAside(
  db: Db,
  maxRows: number,
  maxBytes: number,
  rows: number,
): Promise<number> {
  return await db.$executeRaw`
    delete from set_aside_records where id in (
      select id from (
        select id, row_number() over newest as place,
               sum(coalesce(length(value), 0) + coalesce(length(key), 0) + 200) over newest as bytes
          from set_aside_records
        window newest as (partition by deployment_id order by created_at desc, id desc)) as ranked
       where place > ${maxRows}::bigint or bytes > ${maxBytes}::bigint limit ${rows}::int)`;
}

export async function deleteOldRunEvents(
  db: Db,
  days: number,
  maxRows: number,
  rows: number,
): Promise<number> {
  return await db.$executeRaw`
    delete from run_events where id in (
      select id from (
        select id, at, row_number() over (partition by deployment_id order by id desc) as place from run_events) as ranked
       where place > ${maxRows}::bigint or at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

export async function deleteOldRuns(db: Db, days: number, rows: number): Promise<number> {
  return await db.$executeRaw`
    delete from runs where id in (
      select id from runs where ended_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

export async function deleteOldRestorePoints(
  db: Db,
  days: number,
  keep: number,
  rows: number,
): Promise<number> {
  return await db.$executeRaw`
    delete from restore_points where id in (
      select id from (
        select id, at, row_number() over (partition by deployment_id order by at desc) as place from restore_points) as ranked
       where place > ${keep}::bigint and at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

export async function deletePublishedOutbox(db: Db, days: number, rows: number): Promise<number> {
  return await db.$executeRaw`
    delete from outbox where id in (
      select id from outbox where published_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

export async function deleteSamplesOfDeleted(db: Db, days: number, rows: number): Promise<number> {
  return await db.$executeRaw`
    delete from samples where id in (
      select s.id from samples s join pipelines p on p.id = s.pipeline_id
       where p.deleted_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8) limit ${rows}::int)`;
}

export async function deleteSilentRunners(db: Db, days: number): Promise<number> {
  return await db.$executeRaw`delete from runners where last_contact_at < clock_timestamp() - make_interval(secs => ${days * 86_400}::float8)`;
}
