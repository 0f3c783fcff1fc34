/**
 * What became of one single-row commit, as its client was told. `unknown`: no answer, or one that promises nothing;
 * `commitId` is what it can be found by afterwards, the snapshot id of a raw commit, null for DuckDB's.
 */
export type Attempt = {
  table: string;
  value: number;
  commitId: string | null;
  told: 'acknowledged' | 'refused' | 'unknown';
};

/** Every attempt of every committer. */
export class Ledger {
  readonly attempts: Attempt[] = [];

  add(attempt: Attempt): void {
    this.attempts.push(attempt);
  }

  get acknowledged(): number {
    return this.attempts.filter((attempt) => attempt.told === 'acknowledged').length;
  }

  of(table: string, told: Attempt['told']): Attempt[] {
    return this.attempts.filter((attempt) => attempt.table === table && attempt.told === told);
  }
}
