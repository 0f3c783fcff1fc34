import { failed, firstFindings, type RunResult } from './run-fault';

/** The last line of `npm run faults`. */
export function summary(results: readonly RunResult[]): string {
  const sum = (of: (result: RunResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const recovered = results
    .flatMap(({ recoverSeconds }) => (recoverSeconds === null ? [] : [recoverSeconds]))
    .sort((a, b) => a - b);
  return JSON.stringify({
    runs: results.length,
    records: sum(({ records }) => records),
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    torn: sum(({ torn }) => torn),
    stuck: sum(({ stuck }) => (stuck === null ? 0 : 1)),
    orphans: sum(({ orphans }) => orphans.length),
    recover_p50_s: rounded(recovered[Math.floor((recovered.length - 1) / 2)] ?? 0),
    recover_max_s: rounded(recovered.at(-1) ?? 0),
  });
}

export function line(result: RunResult): string {
  const { seed, fault, records, lost, duplicated, torn, stuck, recoverSeconds } = result;
  const recovered = recoverSeconds === null ? ending(result) : `recovered in ${rounded(recoverSeconds)} s`;
  const figures = `records ${records}, lost ${lost}, duplicated ${duplicated}, torn ${torn}`;
  return `seed ${seed}  ${fault.padEnd(20)}  ${figures}, ${stuck === null ? recovered : 'STUCK'}`;
}

function ending(result: RunResult): string {
  return failed(result) ? 'FAILED' : 'blocked as it should';
}

/** What failed, and the command that plays the same schedule again. */
export function complaint(result: RunResult): string {
  if (!failed(result)) return '';
  return [
    ...(result.stuck === null ? [] : [`  stuck: ${result.stuck}`]),
    ...result.orphans.map((text) => `  left alive: ${text}`),
    ...firstFindings(result.findings).map((text) => `  ${text}`),
    `  schedule: ${result.schedule.join('; ')}`,
    `  again: npm run faults -- --runs 1 --seed ${result.seed} --only ${result.fault}`,
  ].join('\n');
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
