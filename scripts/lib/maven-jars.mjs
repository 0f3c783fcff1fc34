import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { run } from './run.mjs';

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const oldestJava = 17;

/**
 * The jars of a pom, fetched once through Maven's configured repositories and kept in the cache. Says in words what is
 * missing when there is no Java, no Maven or no network.
 * @param {{ pom: string, name: string, without?: RegExp }} wanted `pom` relative to the repository; `name` of the
 *   folder in the cache: holds the version; `without`: jars that are not wanted
 * @returns {Promise<{ java: string, jars: string } | { missing: string }>}
 */
export async function mavenJars(wanted) {
  const java = await findJava();
  if ('missing' in java) return java;
  const jars = join(cacheFolder(), wanted.name);
  if (existsSync(jars)) return { ...java, jars };
  const maven = await run('mvn', ['--version']);
  if (maven.code !== 0) return { missing: 'Maven is not installed' };
  const failure = await alone(`${jars}.busy`, () => fetchInto(jars, wanted));
  return failure === null ? { ...java, jars } : { missing: failure };
}

async function findJava() {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { code, output } = await run(java, ['-version']);
  if (code !== 0) return { missing: 'Java is not installed' };
  const major = Number(/version "(\d+)/.exec(output)?.[1] ?? 0);
  return major >= oldestJava ? { java } : { missing: `Java ${oldestJava} or newer is needed` };
}

/** The folder appears only when it is complete. @param {string} jars @param {{ pom: string, without?: RegExp }} wanted */
async function fetchInto(jars, { pom, without }) {
  if (existsSync(jars)) return null;
  const draft = `${jars}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const { code, output } = await run('mvn', ['-B', '-q', '-f', pom, plugin, `-DoutputDirectory=${draft}`]);
  if (code !== 0) {
    const why = output.split('\n').find((line) => line.startsWith('[ERROR]')) ?? output.slice(-300);
    return `Maven could not fetch the jars of ${pom}: ${why.trim()}`;
  }
  if (without !== undefined) {
    for (const file of readdirSync(draft)) if (without.test(file)) rmSync(join(draft, file));
  }
  renameSync(draft, jars);
  return null;
}
