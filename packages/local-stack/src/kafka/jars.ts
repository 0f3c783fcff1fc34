import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PenstockError } from '@penstock/common';
import { oneAtATime } from '../cache/once';
import { signal } from '../process/stop-process';

export const kafkaVersion = '4.3.1';
/** of the broker's jars and of Maven's plugin; only the progress display depends on it */
const expectedBytes = 58_000_000;

export interface FetchOptions {
  mvn: string;
  cacheDir: string;
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

/** The folder with the broker's jars when they have been fetched completely, else undefined. */
export function cachedKafkaJars(cacheDir: string): string | undefined {
  const home = join(cacheDir, `kafka-${kafkaVersion}`);
  return existsSync(home) ? home : undefined;
}

/**
 * Assembles the broker from Maven's configured repository, once. The folder appears only when it is complete; what an
 * interrupted fetch had downloaded already is used by the next one.
 */
export async function fetchKafkaJars(options: FetchOptions): Promise<string> {
  return (
    cachedKafkaJars(options.cacheDir) ??
    oneAtATime(options.cacheDir, 'kafka-fetch', () => fetchAlone(options), options.signal)
  );
}

async function fetchAlone(options: FetchOptions): Promise<string> {
  const madeMeanwhile = cachedKafkaJars(options.cacheDir);
  if (madeMeanwhile) return madeMeanwhile;
  const home = join(options.cacheDir, `kafka-${kafkaVersion}`);
  const work = join(options.cacheDir, 'kafka-fetch');
  const jars = join(work, 'jars');
  rmSync(jars, { recursive: true, force: true });
  mkdirSync(jars, { recursive: true });
  writeFileSync(join(work, 'pom.xml'), pom);
  await maven(options, work, jars);
  renameSync(jars, home);
  rmSync(work, { recursive: true, force: true });
  return home;
}

function maven(options: FetchOptions, work: string, jars: string): Promise<void> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const local = join(work, 'repository');
  const args = ['-B', '-ntp', `-Dmaven.repo.local=${local}`, '-f', join(work, 'pom.xml'), goal];
  const child = spawn(options.mvn, [...args, `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => child.pid !== undefined && signal(child.pid, 'SIGTERM', true); // mvn is a script around java
  options.signal?.addEventListener('abort', end, { once: true });
  const progress = setInterval(() => options.onProgress?.(percentOf(local)), 500);
  return outcomeOf(child).finally(() => {
    clearInterval(progress);
    options.signal?.removeEventListener('abort', end);
  });
}

/** Maven first downloads everything (its own plugin too) into its repository and copies at the end. */
function percentOf(local: string): number {
  if (!existsSync(local)) return 0;
  const jars = readdirSync(local, { recursive: true }).filter((name) => /\.jar(\.\w+)?$/.test(String(name)));
  const bytes = jars.reduce(
    (sum, name) => sum + (statSync(join(local, String(name)), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  return Math.min(99, Math.round((bytes / expectedBytes) * 100));
}

function outcomeOf(child: ChildProcess): Promise<void> {
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-4_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => reject(fetchFailed(cause.message, cause)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(fetchFailed(errorLines(output)))));
  });
}

function errorLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.startsWith('[ERROR]'));
  return (lines.length > 0 ? lines.slice(0, 3).join(' ') : output.slice(-400)).trim();
}

function fetchFailed(why: string, cause?: unknown): PenstockError {
  return new PenstockError(
    'unavailable',
    `Kafka could not be fetched with Maven: ${why} Check that Maven reaches its repository, or set KAFKA_BROKERS to a Kafka of yours.`,
    { cause },
  );
}

const dependency = (group: string, artifact: string, version: string) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>penstock.local</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
${dependency('org.apache.kafka', 'kafka_2.13', kafkaVersion)}
${dependency('org.apache.kafka', 'kafka-tools', kafkaVersion)}
${dependency('org.apache.logging.log4j', 'log4j-slf4j-impl', '2.25.3')}
</dependencies></project>
`;
