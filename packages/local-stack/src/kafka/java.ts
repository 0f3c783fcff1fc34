import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const oldestJava = 17;

/** Java 17 or newer, from JAVA_HOME or PATH; or what is missing, in words. */
export async function findJava(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ java: string } | { missing: string }> {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const version = await outputOf(java, ['-version'], env);
  if (version === undefined) return { missing: 'Java is not installed' };
  const major = javaMajor(version);
  if (major !== undefined && major >= oldestJava) return { java };
  return { missing: `Java ${major ?? 'of an unknown version'} is too old, ${oldestJava} or newer is needed` };
}

export async function findMaven(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ mvn: string } | { missing: string }> {
  const found = await outputOf('mvn', ['--version'], env);
  return found === undefined ? { missing: 'Maven is not installed' } : { mvn: 'mvn' };
}

/** The major version out of `java -version`: "17.0.15" is 17, "1.8.0_402" is 8. */
export function javaMajor(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (first === undefined) return undefined;
  return first === '1' ? Number(second) : Number(first);
}

async function outputOf(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await exec(program, args, { env, timeout: 30_000 });
    return stdout + stderr;
  } catch {
    return undefined;
  }
}
