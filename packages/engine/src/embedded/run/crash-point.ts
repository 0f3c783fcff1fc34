import type { RecordBlock } from '../../records/record-block';

const steps = [
  'after-read',
  'after-transform',
  'after-stage',
  'before-commit',
  'after-commit-before-ack',
] as const;
export type CrashStep = (typeof steps)[number];

const [wantedStep, nth, signal] = (process.env.CRASH_AT ?? '').split(':');
let left = Number(nth ?? '1');

/**
 * Fault tests end the process here, as a power cut would: `CRASH_AT=after-stage`, or `CRASH_AT=after-stage:3` for the
 * third time. `CRASH_AT=before-commit:2:SIGSTOP` pauses it instead: a zombie that was about to commit.
 */
export function crashPoint(step: CrashStep): void {
  if (wantedStep === step && --left === 0)
    process.kill(process.pid, signal === 'SIGSTOP' ? 'SIGSTOP' : 'SIGKILL');
}

const crashValue = process.env.CRASH_ON_VALUE ?? '';

/** Fault tests name a text here: a message that contains it ends the process, as one would that DuckDB cannot take. */
export function crashOnValue(block: RecordBlock, spared: ReadonlySet<number>): void {
  if (crashValue === '') return;
  for (let i = 0; i < block.count; i++) {
    const value = spared.has(i) ? null : block.value(i);
    if (value !== null && Buffer.from(value).includes(crashValue)) process.abort();
  }
}
