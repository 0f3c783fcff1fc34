const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What the catalog keeps and when it tidies up; docs/catalog.md tells users the same numbers. Times in milliseconds. */
export type MaintenanceLimits = {
  /** Snapshots that a branch keeps at most, as long as the table sets no age of its own. */
  maxSnapshots: number;
  /** Snapshots younger than this are never expired for their number: a restore point may be about to name them. */
  youngMs: number;
  /** Iceberg's own default of `history.expire.max-snapshot-age-ms`. */
  snapshotAgeMs: number;
  /** Snapshots of restore points that a table pins at most; the newest ones win. */
  maxPins: number;
  /** Manifests of about one size that are merged into one (`commit.manifest.min-count-to-merge`). */
  mergeCount: number;
  /** Size in bytes above which a manifest is not merged (`commit.manifest.target-size-bytes`). */
  manifestBytes: number;
  /** Entries of the commit log that stay per table, whatever they are. */
  commitLogRows: number;
  /** How long files stay after the last snapshot that named them expired: readers may be at work on it. */
  expiredGraceMs: number;
  /** How old a file that no snapshot ever named has to be: it may belong to a commit in flight. Dropped tables as well. */
  orphanAgeMs: number;
  /** Commits on a table after which it is tidied at once. */
  commitsPerUpkeep: number;
  /** How often all tables are looked at. */
  everyMs: number;
  /** How often a table's metadata files are compared with what it names, and its data files. */
  sweepEveryMs: number;
  dataSweepEveryMs: number;
};

export const maintenanceLimits: MaintenanceLimits = {
  maxSnapshots: 500,
  youngMs: 5 * minute,
  snapshotAgeMs: 5 * day,
  maxPins: 200,
  mergeCount: 50,
  manifestBytes: 8 * 1024 * 1024,
  commitLogRows: 2_000,
  expiredGraceMs: hour,
  orphanAgeMs: 3 * day,
  commitsPerUpkeep: 50,
  everyMs: 30_000,
  sweepEveryMs: 10 * minute,
  dataSweepEveryMs: 6 * hour,
};
