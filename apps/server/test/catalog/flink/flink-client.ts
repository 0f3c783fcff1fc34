import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiled } from '../../../../../scripts/lib/iceberg-kit.mjs';
import { mavenJars } from '../../../../../scripts/lib/maven-jars.mjs';
import { pythonVenv } from '../../../../../scripts/lib/python-venv.mjs';
import { runClient } from '../support/run-client';

const here = 'apps/server/test/catalog/flink';
const source = fileURLToPath(new URL('./Exercise.java', import.meta.url));
const findJars = 'import pyflink; print(list(pyflink.__path__)[0], end="")';

/** Flink's serializers reach into the JDK, which Java 17 forbids unless it is told otherwise. */
const opens = ['lang', 'net', 'io', 'nio', 'lang.reflect', 'text', 'time', 'util', 'util.concurrent'].map(
  (name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`,
);

export type FlinkClient = {
  /** Runs Exercise.java to its end. */
  run(args: readonly string[]): Promise<{ code: number | null; output: string }>;
  close(): void;
};

/** Flink 2.1 with Iceberg's connector, or what is missing for it. Its distribution's jars come from PyPI in one package. */
export async function flinkClient(): Promise<FlinkClient | { missing: string }> {
  const iceberg = await mavenJars({ pom: `${here}/pom.xml`, name: 'iceberg-flink-2.1-1.11.0' });
  if ('missing' in iceberg) return iceberg;
  const requirements = `${here}/requirements.txt`;
  const venv = await pythonVenv({ requirements, name: 'flink-2.1.3', wheelsOnly: false });
  if ('missing' in venv) return venv;
  const home = await runClient(venv.python, ['-c', findJars]);
  const jars = [join(home.output, 'lib'), iceberg.jars];
  const built = await compiled({ java: iceberg.java, jars }, source);
  if ('missing' in built) return built;
  const classPath = [built.classes, ...jars.map((folder) => join(folder, '*'))].join(delimiter);
  const options = ['-Xmx1g', '-XX:+UseSerialGC', ...opens, '-cp', classPath];
  return {
    run: (args) => runClient(iceberg.java, [...options, 'Exercise', ...args]),
    close: () => rmSync(built.classes, { recursive: true, force: true }),
  };
}
