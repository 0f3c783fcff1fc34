import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { mavenJars } from './maven-jars.mjs';
import { run } from './run.mjs';

/**
 * Jars of Iceberg's REST compatibility kit and of its reference catalog. The console launcher carries JUnit's engine
 * itself; a second copy on the class path would break it.
 */
export const icebergKit = () =>
  mavenJars({
    pom: 'scripts/iceberg-kit/pom.xml',
    name: 'iceberg-kit-1.11.0',
    without: /^(junit-jupiter-|junit-platform-(commons|engine)|opentest4j|apiguardian)/,
  });

/**
 * Compiles a Java source against the jars into a temporary folder, which the caller removes.
 * @param {{ java: string, jars: string | readonly string[] }} kit @param {string} source
 * @returns {Promise<{ classes: string } | { missing: string }>}
 */
export async function compiled({ java, jars }, source) {
  const javac = java === 'java' ? 'javac' : join(dirname(java), 'javac');
  const classes = mkdtempSync(join(tmpdir(), 'penstock-classes-'));
  const classPath = [jars].flat().map((folder) => `${folder}/*`);
  const args = ['-proc:none', '-cp', classPath.join(delimiter), '-d', classes, source];
  const { code, output } = await run(javac, args);
  if (code === 127) return { missing: 'javac is not installed (a JDK is needed, not a JRE)' };
  if (code !== 0) throw new Error(`${source} does not compile:\n${output}`);
  return { classes };
}
