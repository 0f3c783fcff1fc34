/** All times of the lease in one place. Expiry is judged by the database clock alone. */
export const leaseTiming = {
  /** A lease that was not renewed for this long may be taken over. */
  ttlMs: 15_000,
  renewEveryMs: 4_000,
  /** The holder stops by itself this long before its lease could be taken, counted on its own monotonic clock. */
  safetyMs: 2_000,
} as const;

/** How often a runner looks for deployments that nobody carries out. */
export const reconcileEveryMs = 2_000;
/** Without a sign of life for this long the screen says "no contact". */
export const noContactAfterMs = 10_000;
export const runnerHeartbeatEveryMs = 3_000;
