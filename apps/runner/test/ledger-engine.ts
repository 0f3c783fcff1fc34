import { setTimeout as sleep } from 'node:timers/promises';
import type { ActiveRun, Checkpoint, Engine, RunEnd, RunHooks, RunReport, RunSpec } from '@penstock/engine';

/**
 * A sink in memory with the catalog's fence: a commit needs the newest epoch that was announced and the next number, and
 * rows and position move together. What is under test is the runner, so a record is only its offset.
 */
export class Ledger {
  epoch = 0n;
  seq = 0n;
  position = 0;
  /** Which version wrote which offset. */
  readonly rows: { offset: number; version: number; epoch: bigint }[] = [];
  fencedCommits = 0;

  open(epoch: bigint): void {
    if (epoch > this.epoch) this.epoch = epoch;
  }

  commit(epoch: bigint, from: number, to: number, version: number): boolean {
    if (epoch !== this.epoch || from !== this.position) {
      this.fencedCommits += 1;
      return false;
    }
    for (let offset = from; offset < to; offset += 1) this.rows.push({ offset, version, epoch });
    this.position = to;
    this.seq += 1n;
    return true;
  }
}

type Behaviour = {
  /** Fails at this offset for these versions. */
  poison?: { offset: number; versions: number[]; retryable: boolean };
  /** Its record ends the process of the first version until the third run has told the next one of it. */
  crashingOffset?: number;
  /** `start` itself throws. */
  startError?: string;
  refuse?: (version: RunSpec['pipeline']) => string | null;
};

/** An engine without processes: reads the numbers up to `end`, a few at a time, and commits them to the ledger. */
export class LedgerEngine implements Engine {
  readonly name = 'embedded';
  readonly ledgers = new Map<string, Ledger>();
  readonly runs: { spec: RunSpec; run: LedgerRun }[] = [];
  behaviour: Behaviour = {};
  /** Offsets from here on do not exist yet. */
  end = 1_000_000;

  ledger(deploymentId: string): Ledger {
    const known = this.ledgers.get(deploymentId) ?? new Ledger();
    this.ledgers.set(deploymentId, known);
    return known;
  }

  active(deploymentId: string): LedgerRun[] {
    return this.runs
      .filter((one) => one.spec.deploymentId === deploymentId && one.run.isActive)
      .map((one) => one.run);
  }

  validate(pipeline: RunSpec['pipeline']) {
    const message = this.behaviour.refuse?.(pipeline) ?? null;
    const range = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return message === null
      ? []
      : [{ code: 'embedded_unsupported' as const, severity: 'error' as const, message, range }];
  }

  async start(spec: RunSpec, hooks: RunHooks): Promise<ActiveRun> {
    if (this.behaviour.startError) throw new Error(this.behaviour.startError);
    const run = new LedgerRun(this, spec, hooks);
    this.runs.push({ spec, run });
    return run;
  }
}

export class LedgerRun implements ActiveRun {
  readonly pid = null;
  readonly isReplaying = false;
  readonly ended: Promise<RunEnd>;
  isActive = true;
  #stopping = false;
  #killed = false;
  #crashed = false;

  constructor(engine: LedgerEngine, spec: RunSpec, hooks: RunHooks) {
    this.ended = this.#work(engine, spec, hooks).finally(() => {
      this.isActive = false;
    });
  }

  stop(): void {
    this.#stopping = true;
  }

  /** The ledger sets nothing aside. */
  replay(): void {}

  kill(): void {
    this.#killed = true;
  }

  /** As `kill -9` of the child does. */
  crash(): void {
    this.#crashed = true;
  }

  async #work(engine: LedgerEngine, spec: RunSpec, hooks: RunHooks): Promise<RunEnd> {
    const ledger = engine.ledger(spec.deploymentId);
    const epoch = BigInt(spec.epoch);
    ledger.open(epoch);
    const { poison } = engine.behaviour;
    // As real engines do: said before the position is known.
    hooks.onReport(reportOf(new Ledger(), engine.end, 'starting'));
    for (;;) {
      await sleep(15);
      if (this.#killed) return { kind: 'fenced', message: 'killed' };
      if (this.#crashed)
        return {
          kind: 'failed',
          problem: { code: 'crashed', message: 'The process ended by itself (SIGKILL).', retryable: true },
        };
      if (this.#stopping) return { kind: 'stopped', checkpoint: checkpointOf(ledger, spec) };
      const from = ledger.position;
      const to = Math.min(from + 3, engine.end);
      if (poison?.versions.includes(spec.versionNumber) && poison.offset < to) {
        return {
          kind: 'failed',
          problem: {
            code: 'bad_record',
            message: `Cannot read offset ${poison.offset}`,
            sqlLine: 6,
            record: { partition: 0, offset: String(poison.offset), excerpt: 'abc' },
            retryable: poison.retryable,
          },
        };
      }
      const { crashingOffset } = engine.behaviour;
      if (crashingOffset !== undefined && spec.versionNumber === 1 && crashingOffset < to) {
        if (!spec.caution?.crashing.length) return crashed(spec, ledger, crashingOffset);
      }
      if (to > from && !ledger.commit(epoch, from, to, spec.versionNumber))
        return { kind: 'fenced', message: 'a newer epoch exists' };
      hooks.onReport(reportOf(ledger, engine.end, 'running'));
    }
  }
}

/** As the embedded engine's driver does after a crash, without its search. */
function crashed(spec: RunSpec, ledger: Ledger, offset: number): RunEnd {
  const crashes = (spec.caution?.crashes ?? 0) + 1;
  const searching = crashes >= 3;
  const place = { topicId: 't', partition: 0, offset: String(offset) };
  const caution = {
    seq: String(ledger.seq),
    crashes,
    limit: searching ? 1 : null,
    until: [],
    suspect: null,
    crashing: searching ? [place] : [],
  };
  const message = `The process ended by itself (SIGSEGV), crash ${crashes}.`;
  return { kind: 'failed', problem: { code: 'crashed', message, retryable: true }, caution, searching };
}

function reportOf(ledger: Ledger, end: number, phase: RunReport['phase']): RunReport {
  const total = String(ledger.position);
  return {
    at: new Date().toISOString(),
    phase,
    totals: { in: total, out: total, filtered: '0', setAside: '0', bytesIn: total, bytesOut: total },
    lag: String(end - ledger.position),
    lagByPartition: {},
    seq: String(ledger.seq),
    snapshotId: null,
    lastCommitAt: null,
    freshnessMs: 1,
    batchMs: 1,
    commitMs: 1,
    memoryMb: 10,
  };
}

function checkpointOf(ledger: Ledger, spec: RunSpec): Checkpoint {
  return {
    epoch: spec.epoch,
    seq: String(ledger.seq),
    commitId: `c${ledger.seq}`,
    tableUuid: '22222222-2222-4222-8222-222222222222',
    snapshotId: '8428329622630187761',
    offsets: [{ topicId: 't', partition: 0, offset: String(ledger.position) }],
  };
}
