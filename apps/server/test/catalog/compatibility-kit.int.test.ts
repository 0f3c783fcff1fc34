import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempDir } from '@penstock/local-stack/testing';
import { describe, expect, it } from 'vitest';
import { runClient } from './support/run-client';
import { useTestCatalog } from './support/use-catalog';

const runner = fileURLToPath(new URL('../../../../scripts/catalog-kit.mjs', import.meta.url));
const skipped = 77;

/** Generous: the first run downloads 95 MB of jars; with them the kit takes 20 s on a quiet machine. */
const firstTime = 1_200_000;

describe("Iceberg's REST compatibility kit", () => {
  const { catalog } = useTestCatalog();

  it('fails no test and passes at least 94', { timeout: firstTime }, async (context) => {
    const log = join(tempDir('kit'), 'kit.log');
    const args = [runner, catalog.baseUrl, '--warehouse', catalog.warehouse, '--log', log];
    const { code, output } = await runClient(process.execPath, args);
    const [reason = ''] = /skipped: .*/.exec(output) ?? [];
    if (code === skipped) console.warn(`compatibility kit ${reason}`);
    context.skip(code === skipped, reason);
    const failures = output.split('\n').filter((line) => line.includes('[X]'));
    const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
    expect(failures).toEqual([]);
    expect(failed).toBe('0');
    expect(Number(passed)).toBeGreaterThanOrEqual(94);
  });
});
