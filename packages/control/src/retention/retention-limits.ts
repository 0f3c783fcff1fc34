/** What is kept, and for how long. Applied by the server every `everyMs`; each statement deletes at most `rowsPerStatement` rows. */
export const retentionLimits = {
  everyMs: 60_000,
  rowsPerStatement: 10_000,
  /** Days per bucket length in seconds: 2 s for the live charts, minutes for a fortnight, hours for a good year. */
  metricDays: { 2: 0.25, 60: 14, 3600: 400 },
  setAside: { days: 30, rowsPerDeployment: 10_000, bytesPerDeployment: 256 * 1024 * 1024 },
  runEvents: { days: 90, rowsPerDeployment: 5_000 },
  runs: { days: 180 },
  /** Restore points older than this are gone from the list; the newest ones of each deployment stay whatever their age. */
  restorePoints: { days: 30, keepPerDeployment: 20 },
  publishedOutboxDays: 7,
  /** Captured samples of pipelines that were deleted. Those of living pipelines are limited when they are saved, never deleted. */
  samplesOfDeletedDays: 30,
  /** Runners that have not been heard. */
  silentRunnerDays: 1,
} as const;

export type RetentionLimits = typeof retentionLimits;
