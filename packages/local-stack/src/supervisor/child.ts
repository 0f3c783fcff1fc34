import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { PenstockError } from '@penstock/common';
import { logTail, openLog } from '../process/log-file';
import { type StopStep, stopProcess } from '../process/stop-process';
import type { ProcessRecords } from './process-records';
import { describeExit, type Exit, type Running } from './running';

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logFile: string;
  records: ProcessRecords;
  /** asked until true; the child counts as up then. Without it, a child counts as up once it runs */
  ready?: () => Promise<boolean>;
  readyTimeoutMs?: number;
  stopSteps?: StopStep[];
  /** called with the process right after its start, for example to hand it a socket; needs `ipc` */
  ipc?: (child: ChildProcess) => void;
}

/** Starts a program in a process group of its own, logging to its file, and returns once it is ready. */
export async function startChild(spec: ChildSpec, stopping?: AbortSignal): Promise<Running> {
  const log = openLog(spec.logFile);
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: spec.ipc ? ['ignore', log.fd, log.fd, 'ipc'] : ['ignore', log.fd, log.fd],
  });
  log.close();
  const exited: Promise<Exit> = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: 127, signal: null }));
  });
  const pid = child.pid;
  const record = pid === undefined ? undefined : spec.records.add(spec.name, pid);
  if (pid === undefined || !record) throw endedEarly(spec, await exited);
  void exited.then(() => spec.records.remove(spec.name, pid));
  spec.ipc?.(child);
  const stop = async () => {
    await stopProcess(record, { group: true, ...(spec.stopSteps && { steps: spec.stopSteps }) });
    await exited;
  };
  const outcome = await Promise.race([untilReady(spec, stopping), exited]);
  if (outcome === 'ready') return { pid, exited, stop };
  if (typeof outcome === 'object') throw endedEarly(spec, outcome);
  await stop();
  if (outcome === 'stopping')
    throw new PenstockError('cancelled', `The ${spec.name} was stopped while starting.`);
  throw new PenstockError('timeout', `The ${spec.name} did not get ready in time. See ${spec.logFile}.`);
}

async function untilReady(spec: ChildSpec, stopping?: AbortSignal): Promise<'ready' | 'late' | 'stopping'> {
  const end = Date.now() + (spec.readyTimeoutMs ?? 120_000);
  while (Date.now() < end) {
    if (stopping?.aborted) return 'stopping';
    if (!spec.ready || (await spec.ready().catch(() => false))) return 'ready';
    await delay(50);
  }
  return 'late';
}

function endedEarly(spec: ChildSpec, exit: Exit): PenstockError {
  return new PenstockError(
    'unavailable',
    `The ${spec.name} ${describeExit(exit)} while starting. The end of ${spec.logFile}:\n${logTail(spec.logFile)}`,
  );
}
