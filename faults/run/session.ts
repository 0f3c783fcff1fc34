import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installation, startInstallation } from '../harness/installation';
import { Draws } from '../load/draws';
import type { Fault } from './fault';
import { complaint, line, summary } from './figures';
import { failed, type RunResult, runFault } from './run-fault';
import type { Scale } from './scale';

type Plan = { runs: number; seed: number; scale: Scale };

/** Many runs over one installation, a printed line for each and the figures of all at the end. */
export class Session {
  /** What failed, with how to repeat it. */
  readonly complaints: string[] = [];
  readonly #installation: Installation;

  private constructor(installation: Installation) {
    this.#installation = installation;
  }

  static async open(): Promise<Session | { skip: string }> {
    const installation = await startInstallation();
    return 'skip' in installation ? installation : new Session(installation);
  }

  /** Run i has the seed `seed + i`; which faults come follows from `seed`. Ends with the figures as the last line. */
  async play(faults: readonly Fault[], { runs, seed, scale }: Plan): Promise<RunResult[]> {
    const results: RunResult[] = [];
    for (const [index, fault] of order(faults.filter(isAvailable), runs, seed).entries()) {
      const result = await runFault(this.#installation, fault, seed + index, scale);
      results.push(result);
      console.log(line(result));
      if (failed(result)) this.#complain(result);
    }
    console.log(summary(results));
    return results;
  }

  close(): Promise<void> {
    return this.#installation.close();
  }

  #complain(result: RunResult): void {
    const text = `${complaint(result)}\n  logs: ${keepLogs(this.#installation.logDir)}`;
    console.log(text);
    this.complaints.push(text);
  }
}

function isAvailable(fault: Fault): boolean {
  const reason = fault.unavailable?.() ?? null;
  if (reason !== null) console.log(`skipped ${fault.name}: ${reason}`);
  return reason === null;
}

/** Every fault once in an order of the seed, and so again, until there are enough. */
function order(faults: readonly Fault[], runs: number, seed: number): Fault[] {
  const draws = new Draws(seed);
  const drawn: Fault[] = [];
  while (faults.length > 0 && drawn.length < runs) {
    const names = draws.shuffle(
      'faults',
      faults.map(({ name }) => name),
    );
    drawn.push(...names.flatMap((name) => faults.filter((fault) => fault.name === name)));
  }
  return drawn.slice(0, runs);
}

/** The session's directory goes with the session; these stay. */
function keepLogs(logDir: string): string {
  const kept = mkdtempSync(join(tmpdir(), 'penstock-fault-logs-'));
  for (const name of ['server.log', 'runner-1.log', 'runner-2.log', 'postgres.log', 'kafka.log'])
    if (existsSync(join(logDir, name))) copyFileSync(join(logDir, name), join(kept, name));
  return kept;
}
