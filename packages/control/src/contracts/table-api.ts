import { z } from 'zod';

export const tableNameSchema = z.object({
  namespace: z.array(z.string().min(1).max(255)).min(1).max(20),
  table: z.string().min(1).max(255),
});
export type TableName = z.infer<typeof tableNameSchema>;

export const tableUpkeepRequestSchema = tableNameSchema.extend({
  /** Only count what would be done. */
  dryRun: z.boolean(),
});

/** Who wrote a snapshot, or writes a table. `version` and `runId` are null when the run is not kept any longer. */
export type TableWriter =
  | {
      kind: 'pipeline';
      deploymentId: string;
      projectId: string;
      pipelineKey: string;
      version: number | null;
      runId: string | null;
    }
  /** The catalog's own upkeep. */
  | { kind: 'penstock' }
  /** `name` as the catalog knows the client, null for a snapshot that the commit log does not name. */
  | { kind: 'outside'; name: string | null };

/** One line of the list of tables. Numbers are decimal strings as the snapshot's summary has them, null when it has none. */
export type TableSummary = {
  uuid: string;
  namespace: string[];
  table: string;
  rows: string | null;
  bytes: string | null;
  files: string | null;
  snapshots: number;
  /** Of the newest commit, whether it wrote rows or not. */
  lastCommitAt: string | null;
  writers: TableWriter[];
  /** Why the metadata cannot be read, null when it can. */
  problem: string | null;
};
export type TablesAnswer = { tables: TableSummary[] };

export type RestorePointOf = {
  id: string;
  at: string;
  kind: string;
  pipelineKey: string;
  version: number | null;
};

export type TableSnapshot = {
  snapshotId: string;
  at: string;
  operation: string;
  addedRows: string | null;
  addedFiles: string | null;
  addedBytes: string | null;
  /** Rows of the table as of this snapshot. */
  rows: string | null;
  current: boolean;
  /** Branches and tags that point to it, Penstock's pins apart. */
  refs: string[];
  restorePoints: RestorePointOf[];
  writer: TableWriter;
  /** When it expires; null while something keeps it. */
  expiresAt: string | null;
  /** The number of snapshots comes before the age, reckoned from how often the table is written. */
  estimated: boolean;
  /** May be expired now. */
  due: boolean;
};

export type TableDetailAnswer = {
  table: TableSummary | null;
  location: string;
  formatVersion: string;
  metadataBytes: number;
  manifests: number | null;
  snapshots: TableSnapshot[];
  /** Of the snapshots above what `snapshots` holds at most. */
  moreSnapshots: number;
  keeping: {
    /** False: `gc.enabled=false`. */
    expires: boolean;
    /** Null when the table sets an age of its own. */
    maxSnapshots: number | null;
    maxAgeMs: string;
    minSnapshots: string;
    graceMs: number;
  };
};

export type TableUpkeepAnswer = {
  dryRun: boolean;
  snapshots: number;
  refs: string[];
  /** Manifests that become fewer. */
  manifests: { merged: number; into: number };
  /** Files that nothing names: deleted now, and those whose grace period is not over. */
  deleted: { files: number; bytes: number };
  waiting: { files: number; bytes: number };
};
