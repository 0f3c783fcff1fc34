/**
 * How long each part of a stop may take, in ms, from the inside out: each is shorter than the one around it, or what is
 * outside would kill what is still writing down where it stands. `docker-compose.yml` gives a runner 30 s.
 */
export const stopTimes = {
  /** A run finishes or rolls back its batch; then its process is killed, and another run goes on from the position. */
  runDrainMs: 12_000,
  /** A runner ends its runs, records how they ended, and gives its leases back. */
  runnerMs: 20_000,
  /** What was told to end and did not is killed; so long its end is waited for. */
  killMs: 5_000,
} as const;
