import { z } from 'zod';
import { namespaceKey } from '../catalog/identifiers';
import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';

const afterCommitSchema = z.object({ afterCommit: z.string().regex(/^\d+$/) });

/** A commit that the catalog's log knows; `seq` is a decimal string. */
export type KnownCommit = { tableUuid: string; seq: string };

type LogRow = KnownCommit & { namespace: string | null; name: string | null; metadataLocation: string };

/**
 * The newest commit of a deployment on the table it writes to, by the catalog's log; null when it never committed there
 * and may begin. Commits up to `after` (an id of the log) do not count: since then a person has chosen where to start.
 */
export async function knownCommit(
  db: Db,
  deploymentId: string,
  table: { namespace: readonly string[]; name: string },
  after: string | null,
): Promise<KnownCommit | null> {
  const namespace = namespaceKey([...table.namespace]);
  const rows = await db.$queryRaw<LogRow[]>(Prisma.sql`
    select distinct on (c.table_uuid) c.table_uuid::text as "tableUuid", c.seq::text as seq,
           t.namespace, t.name, c.metadata_location as "metadataLocation"
      from catalog_commits c left join catalog_tables t on t.uuid = c.table_uuid
     where c.deployment_id = ${deploymentId}::uuid and c.seq is not null and c.id > ${BigInt(after ?? '0')}
     order by c.table_uuid, c.id desc`);
  const present = rows.find((row) => row.namespace === namespace && row.name === table.name);
  const dropped = rows.filter((row) => row.name === null && lay(row.metadataLocation, table.name));
  // With several dropped ones any will do: none of them can come back under its id.
  const known = present ?? dropped[0];
  return known ? { tableUuid: known.tableUuid, seq: known.seq } : null;
}

/** The id of the newest entry of a deployment in the catalog's log, `"0"` when there is none. */
export async function newestCommitId(db: Db, deploymentId: string): Promise<string> {
  const rows = await db.$queryRaw<{ id: bigint | null }[]>`
    select max(id) as id from catalog_commits where deployment_id = ${deploymentId}::uuid`;
  return (rows[0]?.id ?? 0n).toString();
}

/** Since which entry of the log a stored start position holds; null for one of a first deploy. */
export function afterCommitOf(start: unknown): string | null {
  return afterCommitSchema.safeParse(start).data?.afterCommit ?? null;
}

/** A dropped table has no row any more; its folder `<name>-<8 hex digits>` still says which it was. */
function lay(metadataLocation: string, table: string): boolean {
  const folder = metadataLocation.split('/').at(-3) ?? '';
  return folder.replace(/-[0-9a-f]{8}$/, '') === table.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80);
}
