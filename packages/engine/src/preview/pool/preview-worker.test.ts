import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { PreviewJob } from '../protocol';
import { PreviewWorker } from './preview-worker';

const job: Omit<PreviewJob, 'id'> = {
  format: 'json',
  columns: [],
  transform: {
    select: '',
    columns: [],
    filterText: null,
    probes: [],
    failingPart: null,
    dependsOnNow: false,
  },
  values: [],
  timeZone: 'UTC',
};

const folder = mkdtempSync(join(tmpdir(), 'penstock-preview-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let worker: PreviewWorker | null = null;
afterEach(() => worker?.close());

/** A worker over a child that behaves as the script says. */
function workerOver(script: string, readyWithinMs?: number): PreviewWorker {
  const entry = join(folder, 'child.mjs');
  writeFileSync(entry, script);
  worker = new PreviewWorker({ entry, timeoutMs: 60_000, readyWithinMs });
  return worker;
}

const answer = (id: string, name: string) =>
  `process.send({ type: 'result', id: ${id}, result: { engineMs: 0, records: [{ kind: 'out', input: 0, row: '${name}' }] } });`;
const ready = "process.send({ type: 'ready', pid: process.pid });";

describe('a preview', () => {
  it('gets its own answer, not one to another preview', async () => {
    const over = workerOver(
      `process.on('message', (job) => { ${answer('job.id - 1', 'of another')} ${answer('job.id', 'its own')} }); ${ready}`,
    );
    for (let i = 0; i < 3; i++)
      expect((await over.run(job)).records).toEqual([{ kind: 'out', input: 0, row: 'its own' }]);
  });

  it('is told when its child does not start, and the next one gets another child', async () => {
    const mark = join(folder, 'started');
    const over = workerOver(
      `import { existsSync, writeFileSync } from 'node:fs';
       setInterval(() => {}, 1000);
       if (!existsSync('${mark}')) writeFileSync('${mark}', '');
       else { process.on('message', (job) => { ${answer('job.id', 'second')} }); ${ready} }`,
      2_000,
    );
    await expect(over.run(job)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('did not start'),
    });
    // The limit is short for the test; a busy machine may need more than one start.
    const attempts = Array.from({ length: 8 }, () => () => over.run(job));
    let result: Awaited<ReturnType<typeof over.run>> | null = null;
    for (const attempt of attempts) result ??= await attempt().catch(() => null);
    expect(result?.records).toEqual([{ kind: 'out', input: 0, row: 'second' }]);
  });
});
