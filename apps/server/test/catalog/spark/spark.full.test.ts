import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mavenJars } from '../../../../../scripts/lib/maven-jars.mjs';
import { pythonVenv } from '../../../../../scripts/lib/python-venv.mjs';
import { runClient } from '../support/run-client';
import { useTestCatalog } from '../support/use-catalog';

const here = 'apps/server/test/catalog/spark';
const script = fileURLToPath(new URL('./exercise.py', import.meta.url));

/** Among the long tests because the first run downloads half a gigabyte. */
describe('Spark', () => {
  const { catalog } = useTestCatalog();

  it('creates, writes, updates, evolves, tags, expires, renames, replaces and drops tables', async (context) => {
    const jars = await mavenJars({ pom: `${here}/pom.xml`, name: 'iceberg-spark-4.1-1.12.0' });
    const venv = await pythonVenv({
      requirements: `${here}/requirements.txt`,
      name: 'pyspark-4.1.3',
      wheelsOnly: false,
    });
    for (const part of [jars, venv]) {
      if (!('missing' in part)) continue;
      console.warn(`Spark skipped: ${part.missing}`);
      return context.skip(part.missing);
    }
    if ('missing' in jars || 'missing' in venv) return;
    const { code, output } = await runClient(venv.python, [script, catalog.baseUrl, jars.jars]);
    expect([code, output]).toEqual([0, expect.stringMatching(/\ndrop\n/)]);
  });
});
