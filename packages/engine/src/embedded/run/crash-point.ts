const steps = [
  'after-read',
  'after-transform',
  'after-stage',
  'before-commit',
  'after-commit-before-ack',
] as const;
export type CrashStep = (typeof steps)[number];

const [wantedStep, nth] = (process.env.CRASH_AT ?? '').split(':');
let left = Number(nth ?? '1');

/** Fault tests end the process here, as a power cut would: `CRASH_AT=after-stage` or `CRASH_AT=after-stage:3` (third time). */
export function crashPoint(step: CrashStep): void {
  if (wantedStep === step && --left === 0) process.kill(process.pid, 'SIGKILL');
}
