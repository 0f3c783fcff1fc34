import { describe, expect, it } from 'vitest';
import { at } from './support/catalog-client';
import { openCommitter } from './support/committer';
import { takeOver } from './support/deployments';
import { createTable } from './support/tables';
import { useTestCatalog } from './support/use-catalog';

describe('commit turns (rule 4)', () => {
  const { catalog, client: anybody } = useTestCatalog();

  const committer = (table: string) => openCommitter(catalog, table);

  it('a slow committer beside a fast one makes progress, and the fast one goes on', async () => {
    const uuid = await createTable(anybody, 'two_speeds');
    const slow = await committer('two_speeds');
    const fast = await committer('two_speeds');
    let fastCommits = 0;
    let slowDone = false;
    const fastLoop = (async () => {
      while (!slowDone) {
        const answer = await fast.writer.commit(await fast.prepare(fastCommits + 1));
        if (answer.status === 200) fastCommits += 1;
      }
    })();
    const fastHasCommitted = async (before: number) => {
      while (fastCommits <= before) await new Promise((resolve) => setImmediate(resolve));
    };
    let turns = 0;
    for (let seq = 1, conflicts = 0; seq <= 3; ) {
      if (conflicts >= 2) {
        expect((await slow.client('POST', '/penstock/v1/turns', { uuid })).status).toBe(200);
        turns += 1;
      }
      const append = await slow.prepare(seq);
      // Slower than the other can be: without a turn it lets a whole commit pass between its load and its own.
      if (conflicts < 2) await fastHasCommitted(fastCommits);
      const answer = await slow.writer.commit(append);
      conflicts = answer.status === 200 ? 0 : conflicts + 1;
      if (answer.status === 200) seq += 1;
    }
    await fastHasCommitted(fastCommits);
    slowDone = true;
    await fastLoop;
    expect(turns).toBe(3);
  });

  it('ends with the commit, is bounded when there is none, and is only for holders of a lease', async () => {
    const uuid = await createTable(anybody, 'turns');
    const first = await committer('turns');
    const second = await committer('turns');
    const turn = await first.client('POST', '/penstock/v1/turns', {
      table: { namespace: ['db'], name: 'turns' },
    });
    expect(at(turn.body, 'tableUuid')).toBe(uuid);
    expect((await first.writer.commit(await first.prepare(1))).status).toBe(200);
    expect((await second.client('POST', '/penstock/v1/turns', { uuid })).status).toBe(200);
    // The second never commits: the first is let through when the turn is over.
    expect((await first.writer.commit(await first.prepare(2))).status).toBe(200);
    expect((await anybody('POST', '/penstock/v1/turns', { uuid })).status).toBe(403);
    await takeOver(catalog.db, first.holder);
    expect((await first.client('POST', '/penstock/v1/turns', { uuid })).status).toBe(401);
  });
});
