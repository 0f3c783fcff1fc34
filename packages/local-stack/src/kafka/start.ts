import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PenstockError } from '@penstock/common';
import {
  commandLineOf,
  identityOf,
  isRunning,
  type ProcessRecord,
} from '../before-install/process-identity.mjs';
import { portNear } from '../net/ports';
import { logProblems, logTail, openLog } from '../process/log-file';
import { readSmallFile, writeAtomically } from '../process/private-file';
import { stopProcess } from '../process/stop-process';
import { type BrokerPorts, writeBrokerFiles } from './broker-files';
import { brokerAnswers } from './topics';

const exec = promisify(execFile);

export interface BrokerOptions {
  /** where data, configuration, ports and process id are kept; made when missing */
  dir: string;
  logFile: string;
  java: string;
  /** folder of the jars, see fetchKafkaJars */
  jars: string;
  ports: BrokerPorts;
  heap?: string;
  notice?: (message: string) => void;
  /** told the process id as soon as there is one, before the part is ready */
  onSpawn?: (pid: number) => void;
}

export interface RunningBroker {
  brokers: string[];
  pid: number;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
}

/**
 * The ports of the broker in `dir`: those of the last start while they are free, so that the address that pipelines
 * were given stays right. Chosen before the broker is up, because others are told the address before.
 */
export async function brokerPorts(
  dir: string,
  notice: (message: string) => void = () => {},
): Promise<BrokerPorts> {
  await clearBrokerOrphan(dir, notice);
  const file = join(dir, 'ports');
  const [port, controllerPort] = (readSmallFile(file) ?? '')
    .split(' ')
    .map((text) => Number(text) || undefined);
  const chosen = { port: await portNear(port), controllerPort: await portNear(controllerPort) };
  if (port !== undefined && chosen.port !== port) {
    notice(`Kafka's port ${port} is used by another program; using ${chosen.port} from now on.`);
  }
  writeAtomically(file, `${chosen.port} ${chosen.controllerPort}`);
  return chosen;
}

/** Stops a broker of an earlier start that was killed; its files cannot be opened by two. */
export async function clearBrokerOrphan(
  dir: string,
  notice: (message: string) => void = () => {},
): Promise<void> {
  const text = readSmallFile(join(dir, 'process'));
  if (text === undefined) return;
  const orphan = JSON.parse(text) as ProcessRecord;
  if (isRunning(orphan) && commandLineOf(orphan.pid).includes('kafka.Kafka')) {
    await stopProcess(orphan, { steps: brokerStopSteps });
    notice('A Kafka left over from an earlier start was still running; it has been stopped.');
  }
  rmSync(join(dir, 'process'), { force: true });
}

const brokerStopSteps = [
  { signal: 'SIGTERM' as const, waitMs: 20_000 },
  { signal: 'SIGKILL' as const, waitMs: 5_000 },
];

/** Starts the broker, formatting its storage the first time, and returns once a client gets its metadata. */
export async function startBroker(options: BrokerOptions): Promise<RunningBroker> {
  await clearBrokerOrphan(options.dir, options.notice);
  const files = writeBrokerFiles(options.dir, options.ports);
  await formatOnce(options, files.properties);
  const log = openLog(options.logFile);
  const heap = options.heap ?? '256m';
  const child = spawn(
    options.java,
    [
      `-Xms${heap}`,
      `-Xmx${heap}`,
      '-XX:+UseSerialGC',
      '-Djava.net.preferIPv4Stack=true',
      `-Dlog4j2.configurationFile=${files.logging}`,
      '-cp',
      `${options.jars}/*`,
      'kafka.Kafka',
      files.properties,
    ],
    { detached: true, stdio: ['ignore', log.fd, log.fd], cwd: options.dir },
  );
  log.close();
  const exited: RunningBroker['exited'] = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: 127, signal: null }));
  });
  const record = child.pid === undefined ? undefined : recordOf(child.pid);
  if (!record) {
    await exited;
    throw cannotStart(options);
  }
  options.onSpawn?.(record.pid);
  writeAtomically(join(options.dir, 'process'), JSON.stringify(record));
  const brokers = [`127.0.0.1:${options.ports.port}`];
  const stop = async () => {
    await stopProcess(record, { steps: brokerStopSteps });
    await exited;
    rmSync(join(options.dir, 'process'), { force: true });
  };
  const outcome = await Promise.race([brokerAnswers(brokers, exited), exited.then(() => 'ended' as const)]);
  if (outcome !== 'up') {
    await stop();
    throw cannotStart(options);
  }
  return { brokers, pid: record.pid, exited, stop };
}

function recordOf(pid: number): ProcessRecord | undefined {
  const identity = identityOf(pid);
  return identity === undefined ? undefined : { pid, identity };
}

async function formatOnce(options: BrokerOptions, properties: string): Promise<void> {
  const data = join(options.dir, 'data');
  if (existsSync(join(data, 'meta.properties'))) return;
  rmSync(data, { recursive: true, force: true }); // half made by a start that was killed
  mkdirSync(data, { recursive: true });
  const cluster = clusterId();
  const args = [
    '-Xmx128m',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    `${options.jars}/*`,
    'kafka.tools.StorageTool',
    'format',
  ];
  try {
    await exec(options.java, [...args, '--standalone', '-t', cluster, '-c', properties], {
      timeout: 120_000,
    });
  } catch (cause) {
    throw new PenstockError(
      'unavailable',
      `Kafka could not prepare its storage in ${data}: ${String((cause as { stderr?: string }).stderr ?? cause).slice(-400)}`,
      { cause },
    );
  }
}

/** Never with a dash in front, which the program would take for an option. */
function clusterId(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('base64url');
}

function cannotStart(options: BrokerOptions): PenstockError {
  const { logFile } = options;
  const why = logProblems(logFile, / (ERROR|FATAL) |Exception: /) || logTail(logFile);
  return new PenstockError(
    'unavailable',
    `Kafka could not be started. From its log ${logFile}:\n${why}\nMend that, or set KAFKA_BROKERS to a Kafka of yours.`,
  );
}
