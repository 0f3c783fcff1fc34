import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pythonVenv } from '../../../../../scripts/lib/python-venv.mjs';
import { runClient } from '../support/run-client';
import { useTestCatalog } from '../support/use-catalog';

const script = fileURLToPath(new URL('./exercise.py', import.meta.url));

/** Generous: the first run downloads some 80 MB of wheels. */
const firstTime = 1_200_000;

describe('PyIceberg', () => {
  const { catalog } = useTestCatalog();

  it('creates, writes, reads, evolves, renames, registers and drops tables', {
    timeout: firstTime,
  }, async (context) => {
    const requirements = 'apps/server/test/catalog/pyiceberg/requirements.txt';
    const venv = await pythonVenv({ requirements, name: 'pyiceberg-0.12.0' });
    if ('missing' in venv) {
      console.warn(`PyIceberg skipped: ${venv.missing}`);
      return context.skip(venv.missing);
    }
    const { code, output } = await runClient(venv.python, [script, catalog.baseUrl]);
    expect([code, output]).toEqual([0, expect.stringMatching(/\ndrop\n$/)]);
  });
});
