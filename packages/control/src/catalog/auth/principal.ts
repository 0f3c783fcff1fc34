/** Who asks. */
export type Principal =
  /** The holder of a lease, by the token of its epoch. */
  | { kind: 'deployment'; deploymentId: string; epoch: bigint; tokenHash: string }
  /** An outside client: Spark, PyIceberg, DuckDB, … */
  | { kind: 'client'; name: string }
  /** Penstock's own processes. */
  | { kind: 'internal' };

/** As the commit log and `created_by` write it. */
export function printPrincipal(principal: Principal): string {
  if (principal.kind === 'deployment') return `deployment:${principal.deploymentId}`;
  return principal.kind === 'client' ? `client:${principal.name}` : 'internal';
}
