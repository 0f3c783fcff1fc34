import { z } from 'zod';
import { namespaceFromKey, namespaceKey } from '../catalog/identifiers';
import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';

const choiceSchema = z.object({ choiceId: z.string() });
const afterCommitSchema = z.object({ afterCommit: z.string().regex(/^\d+$/) });

/** A commit that the catalog's log knows; `seq` is a decimal string. */
export type KnownCommit = {
  tableUuid: string;
  seq: string;
  /** Where the table is now; null when it was dropped. */
  table: { namespace: string[]; name: string } | null;
  /** A person has chosen a start since: what became of the table or of the position stands against nothing. */
  beforeChoice: boolean;
};

type LogRow = { tableUuid: string; seq: string; namespace: string | null; name: string | null; id: bigint };
type TableName = { namespace: readonly string[]; name: string };

/**
 * The newest commit of a deployment, on whatever table, by the catalog's log; null when it never committed and may
 * begin. A commit that moved the position (rule 7) is on two tables: it counts for `table` when that is one of them.
 * `after` is the id of the newest entry of the log when a start was chosen.
 */
export async function knownCommit(
  db: Db,
  deploymentId: string,
  table: TableName,
  after: string | null,
): Promise<KnownCommit | null> {
  const commits = await newestCommit(db, deploymentId, after);
  return (
    commits.find((commit) => commit.table !== null && isSameTable(commit.table, table)) ?? commits[0] ?? null
  );
}

/** The newest commit of a deployment with every table that it was on, newest entry first. */
export async function newestCommit(
  db: Db,
  deploymentId: string,
  after: string | null,
): Promise<KnownCommit[]> {
  const rows = await db.$queryRaw<LogRow[]>(Prisma.sql`
    with newest as (
      select id, commit_id from catalog_commits
       where deployment_id = ${deploymentId}::uuid and seq is not null order by id desc limit 1)
    select c.table_uuid::text as "tableUuid", c.seq::text as seq, t.namespace, t.name, c.id
      from newest n
      join catalog_commits c on c.deployment_id = ${deploymentId}::uuid and (c.id = n.id or c.commit_id = n.commit_id)
      left join catalog_tables t on t.uuid = c.table_uuid
     order by c.id desc`);
  return rows.map((row) => ({
    tableUuid: row.tableUuid,
    seq: row.seq,
    table:
      row.name === null ? null : { namespace: [...namespaceFromKey(row.namespace ?? '')], name: row.name },
    beforeChoice: after !== null && row.id <= BigInt(after),
  }));
}

export function isSameTable(one: TableName, other: TableName): boolean {
  return one.name === other.name && namespaceKey([...one.namespace]) === namespaceKey([...other.namespace]);
}

/** The id of the newest entry of a deployment in the catalog's log, `"0"` when there is none. */
export async function newestCommitId(db: Db, deploymentId: string): Promise<string> {
  const rows = await db.$queryRaw<{ id: bigint | null }[]>`
    select max(id) as id from catalog_commits where deployment_id = ${deploymentId}::uuid`;
  return (rows[0]?.id ?? 0n).toString();
}

/** Names the choice that a stored start position is; null for one of before choices had names. */
export function choiceIdOf(start: unknown): string | null {
  return choiceSchema.safeParse(start).data?.choiceId ?? null;
}

/** Since which entry of the log a stored start position holds; null for one of a first deploy. */
export function afterCommitOf(start: unknown): string | null {
  return afterCommitSchema.safeParse(start).data?.afterCommit ?? null;
}
